//! Rows of tables: words in cells, without a sentence's marks, one below the other.

use crate::line_kind::LineKind;
use crate::page::{Line, Marks};

/// Fewest cells of a row.
const CELLS: usize = 3;
/// Fewest rows of a table, its head included.
const ROWS: usize = 3;
/// Marks that no row has.
const SENTENCE_MARKS: Marks = Marks::COMMA.or(Marks::FULL_STOP).or(Marks::SEMICOLON);

/// Judges plain lines anew that are rows of a table: `尿素 国产 元/吨 1680`.
pub(super) fn find_rows(lines: &[Line<'_>], numbers: &[usize], kinds: &mut [LineKind]) {
    let is_row = |at: usize| {
        let line = lines[at];
        line.cells >= CELLS && !line.is_stretched && !line.is_doubled && !line.has(SENTENCE_MARKS)
    };
    let mut at = 0;
    while at < lines.len() {
        let is_set_on = |next: &usize| *next == at || numbers[*next] == numbers[*next - 1] + 1;
        let end = at + (at..lines.len()).take_while(is_set_on).take_while(|&line| is_row(line)).count();
        if end - at >= ROWS && (has_figures(&lines[at..end]) || are_labelled(&lines[at..end])) {
            kinds[at..end].fill(LineKind::Row);
        }
        at = end.max(at + 1);
    }
}

/// Whether most rows have figures, as slogans one below the other have not.
fn has_figures(rows: &[Line<'_>]) -> bool {
    let with = rows.iter().filter(|row| row.text.contains(|c: char| c.is_ascii_digit())).count();
    with * 2 >= rows.len()
}

/// Whether all rows begin with a label: `敬老爱亲类：江北镇 方舟家庭 河口乡 季平家庭`.
fn are_labelled(rows: &[Line<'_>]) -> bool {
    rows.iter().all(|row| row.text.split(' ').next().is_some_and(|cell| cell.contains(['：', ':'])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    fn rows(text: &str) -> usize {
        let page = Page::parse("p", text);
        let numbers = page.printed();
        let lines: Vec<Line<'_>> = numbers.iter().map(|&number| page.line(number)).collect();
        let mut kinds = vec![LineKind::Plain; lines.len()];
        find_rows(&lines, &numbers, &mut kinds);
        kinds.iter().filter(|kind| **kind == LineKind::Row).count()
    }

    #[test]
    fn rows_have_cells_and_figures() {
        assert_eq!(rows("价格\n品名\t规格\t单位\t本周\n尿素\t国产\t元/吨\t1680\n小麦\t二等\t元/斤\t1.16"), 3);
        assert_eq!(rows("线路 时间 范围\n城北线 12日7:00 太平村\n城南线 15日8:00 张家村"), 3);
        assert_eq!(
            rows("敬老类：甲镇 方舟家庭\n创业类：乙镇 季平家庭 丙乡\n公益类：丁镇 江河家庭 戊乡"),
            0,
            "two cells"
        );
        assert_eq!(rows("敬老类：甲镇 方舟家庭 乙镇\n创业类：乙镇 季平家庭 丙乡\n公益类：丁镇 江河家庭 戊乡"), 3);
        assert_eq!(rows("学思想 强党性 重实践\n讲文明 树新风 除陋习\n学思想 强党性 重实践"), 0);
        assert_eq!(rows("到 6 月 底，全县 98 万\n亩小麦 在 5 月 成熟，\n今年 有 50 名农技员，"), 0);
    }
}
