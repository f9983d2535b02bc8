//! Puts the characters of a traditional page back into what was read from its twin in simplified ones.

use crate::item::Item;
use crate::page::Page;

/// How many characters are looked for together where a text goes on elsewhere than right after the last one.
const TOGETHER: [usize; 4] = [8, 4, 2, 1];

/// Lines of one item, in the characters of either page; the same bytes hold the same character.
struct Lines {
    twin: String,
    printed: String,
}

/// The item with its texts as `page` prints them; it was split off the page's `twin`.
pub(super) fn as_printed(mut item: Item, page: &Page, twin: &Page) -> Item {
    let headline = Lines { twin: headline_of(&item, twin), printed: headline_of(&item, page) };
    let body = Lines { twin: body_of(&item, twin), printed: body_of(&item, page) };
    // A writer may be named on the headline's line.
    let either = Lines { twin: body.twin.clone() + &headline.twin, printed: body.printed.clone() + &headline.printed };
    item.headline = headline.put_back(&item.headline);
    item.byline = either.put_back(&item.byline);
    item.text = body.put_back(&item.text);
    item
}

fn headline_of(item: &Item, page: &Page) -> String {
    item.headline_lines.iter().map(|&line| page.line(line - 1).text).collect()
}

fn body_of(item: &Item, page: &Page) -> String {
    item.body_lines.iter().map(|&[first, last]| page.joined(first - 1, last - 1)).collect()
}

impl Lines {
    /// A text of these lines with every character as it was printed. What splitting added, line ends and spaces, stays.
    fn put_back(&self, text: &str) -> String {
        let mut printed = String::with_capacity(text.len());
        let mut at = 0;
        for (start, c) in text.char_indices() {
            if !self.twin[at..].starts_with(c) {
                let Some(place) = self.find(&text[start..], at) else {
                    printed.push(c);
                    continue;
                };
                at = place;
            }
            let end = at + c.len_utf8();
            printed.push_str(&self.printed[at..end]);
            at = end;
        }
        printed
    }

    /// Where the beginning of a text stands in the twin, after `from` rather than before; `None` for a blank.
    fn find(&self, text: &str, from: usize) -> Option<usize> {
        let word = text.split(char::is_whitespace).next().filter(|word| !word.is_empty())?;
        TOGETHER.iter().find_map(|&most| {
            let end = word.char_indices().nth(most).map_or(word.len(), |(end, _)| end);
            let after = self.twin[from..].find(&word[..end]).map(|place| from + place);
            after.or_else(|| self.twin.find(&word[..end]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Segmenter;
    use super::*;

    const PAGE: &str = "荊江大橋\n合龍通車\n\n本報訊（記者 葉青 通訊員 鍾離）6月12日，監利縣委書記到臺北\n\
                        路，雨後的後山 5G\nWi 訊號好。皇后大道也通了。\n（下轉第三版）\n\n責任編輯：葉青\n";

    #[test]
    fn a_traditional_page_is_split_as_its_simplified_twin_and_stays_as_printed() {
        let segmenter = Segmenter::new();
        let page = Page::parse("p", PAGE);
        let (twin, whole) = (page.simplified().unwrap(), page.joined(0, page.lines().len() - 1));
        let (items, twins) = (segmenter.segment(&page), segmenter.segment(&twin));
        assert_eq!(items.len(), twins.len());
        for (item, twin) in items.iter().zip(&twins) {
            assert_eq!((&item.headline_lines, &item.body_lines), (&twin.headline_lines, &twin.body_lines));
            assert_eq!((item.kind, &item.date, item.check), (twin.kind, &twin.date, twin.check));
            for printed in [&item.headline, &item.byline, &item.text] {
                assert!(printed.split_whitespace().all(|word| whole.contains(word)), "{printed}");
            }
        }
        assert_eq!(items[0].byline, "記者 葉青 通訊員 鍾離");
        assert_eq!(items[0].date, "--06-12");
        assert!(items[0].text.contains("雨後的後山5G Wi 訊號好。皇后大道"), "{}", items[0].text);
        assert_eq!(twins[0].byline, "记者 叶青 通讯员 钟离");
    }

    #[test]
    fn every_character_comes_back_from_where_it_stood() {
        let lines = Lines {
            twin: "后来后面王后6月 1日".to_string(), printed: "後來后面王后6月 1日".to_string()
        };
        assert_eq!(lines.put_back("后来\n后面"), "後來\n后面");
        assert_eq!(lines.put_back("王后6月1日 后面"), "王后6月1日 后面");
        assert_eq!(lines.put_back("无"), "无");
    }
}
