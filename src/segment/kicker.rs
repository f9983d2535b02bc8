//! Kickers, sub-headlines and main headlines that stand apart find the body of the display type beside them.

use super::assign::Pairs;
use super::unit::SubHeadline;

/// Share of a unit's rarer bigrams from which it joins the headline after it as its kicker: kickers state facts.
const KICKER_JOINS: f64 = 0.2;
/// Most characters of a label.
const LABEL: usize = 4;
/// Share from which it joins the headline before it; the main headline plays with words, so that one in common
/// is enough.
const MAIN_JOINS: f64 = 0.05;
/// Share from which a headline states the text's facts, as kickers do.
const FACTUAL: f64 = 0.25;
/// Most characters of one between two headlines.
const LABEL_BETWEEN: usize = 6;
/// What a kicker ends with that says who speaks the main headline.
const SAYING: [&str; 6] = ["时强调", "时要求", "时指出", "上强调", "上要求", "上指出"];

impl Pairs<'_> {
    /// Lets units without a body join the headline beside them whose body they share words with.
    pub(super) fn join_neighbours(&self, owners: &mut [Option<usize>]) {
        while let Some((unit, body)) = (0..owners.len()).find_map(|unit| self.joining(unit, owners)) {
            owners[unit] = Some(body);
        }
    }

    /// The body that a unit without one joins: that of a neighbour, the one with more words in common first.
    fn joining(&self, unit: usize, owners: &[Option<usize>]) -> Option<(usize, usize)> {
        let is_free = owners[unit].is_none() && !self.is_banner(unit);
        if let Some(body) = self.body_below(unit).filter(|_| is_free) {
            return Some((unit, body));
        }
        let neighbour = |other: Option<usize>, floor: f64| {
            let other = other.filter(|&other| other < owners.len() && self.are_beside(unit, other))?;
            owners[other].filter(|&body| self.shares[unit][body] >= floor)
        };
        // By itself above a headline so short a line is the name of a column: `警方发布`.
        let letters = self.units[unit].text.chars().count();
        let is_label = letters <= LABEL && !self.units[unit].text.ends_with(['：', ':']);
        // Between two headlines a line little longer is the name of a column, too: `一线扶贫人`.
        let is_below = |next: usize| owners[next].is_some() && self.are_beside(unit, next);
        let is_between = letters <= LABEL_BETWEEN && unit + 1 < owners.len() && is_below(unit + 1);
        let above =
            unit.checked_sub(1).filter(|&above| !is_between && self.units[above].sub_headline == SubHeadline::None);
        let before = neighbour(above, MAIN_JOINS);
        let is_above_sub_headline = self.units.get(unit + 1).is_some_and(|next| next.text.starts_with("——"));
        let after =
            neighbour(Some(unit + 1).filter(|_| !is_label), if is_above_sub_headline { 0.0 } else { KICKER_JOINS });
        let bodies = [before, after].into_iter().flatten().filter(|_| is_free);
        bodies.max_by(|&a, &b| self.shares[unit][a].total_cmp(&self.shares[unit][b])).map(|body| (unit, body))
    }

    /// The body right below display type that can be no main headline, wherever on the page its headline stands:
    /// `——江北县智慧果园见闻`, `市领导调研春耕生产时强调`.
    fn body_below(&self, unit: usize) -> Option<usize> {
        let is_kicker = SAYING.iter().any(|word| self.units[unit].text.ends_with(word));
        let is_part = self.units[unit].sub_headline == SubHeadline::All || is_kicker;
        (0..self.bodies.len())
            .find(|&body| is_part && self.is_title(unit, body) && self.shares[unit][body] >= MAIN_JOINS)
    }

    /// Whether a unit looks like a slogan or a column's name.
    fn is_banner(&self, unit: usize) -> bool {
        self.units[unit].is_slogan || self.units[unit].is_doubled
    }

    /// Gives a lone factual kicker the free display line right after it as its main headline, which need not have a
    /// word in common with the text: `三十六个项目同日破土`.
    ///
    /// A page does so throughout or not at all: only where kickers are the habit, or in a knot of headlines, for what is
    /// worded like one.
    pub(super) fn complete_kickers(&self, owners: &mut [Option<usize>]) {
        let lines_of = |body: usize| owners.iter().filter(|owner| **owner == Some(body)).count();
        let doubles = (0..self.bodies.len()).filter(|&body| lines_of(body) > 1).count();
        let singles = (0..self.bodies.len()).filter(|&body| lines_of(body) == 1).count();
        let is_habit = doubles >= singles;
        for unit in 1..owners.len() {
            let Some(body) = owners[unit - 1] else { continue };
            let is_lone = owners.iter().filter(|owner| **owner == Some(body)).count() == 1;
            // A couplet without a word of the text is a slogan: `党员带头 群众参与`.
            let is_motto = self.units[unit].text.contains(' ') && self.shares[unit][body] < MAIN_JOINS;
            // What looks like a couplet is a headline already, and what follows in a knot is another's.
            let is_before_other = owners.get(unit + 1).is_some_and(Option::is_some) && self.are_beside(unit, unit + 1);
            let is_kicker = !self.units[unit - 1].text.contains(' ');
            let is_expected =
                if is_before_other { is_kicker && (is_habit || self.units[unit].is_worded()) } else { is_habit };
            let is_free = owners[unit].is_none() && !self.is_banner(unit) && !is_motto && is_expected;
            if is_lone && is_free && self.are_beside(unit - 1, unit) && self.shares[unit - 1][body] >= FACTUAL {
                owners[unit] = Some(body);
            }
        }
    }

    /// Gives what is worded like a headline, and free, to the headline right below it, as the kicker:
    /// `一部老式手机，一年响三千六百次`, `女兽医的“值班电话”`.
    pub(super) fn take_kickers(&self, owners: &mut [Option<usize>]) {
        for unit in (0..owners.len().saturating_sub(1)).rev() {
            let is_line = self.units[unit].blocks.len() == 1 && self.units[unit].is_worded();
            let is_free = is_line && owners[unit].is_none() && !self.is_banner(unit);
            let body = owners[unit + 1].filter(|_| is_free && self.are_beside(unit, unit + 1));
            if let Some(body) = body.filter(|&body| self.distances[unit][body] == 0) {
                owners[unit] = Some(body);
            }
        }
    }

    /// Whether no other block stands between two units.
    fn are_beside(&self, a: usize, b: usize) -> bool {
        let (first, second) = (a.min(b), a.max(b));
        self.units[first].blocks.last().is_some_and(|last| last + 1 == self.units[second].blocks[0])
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::segment::Segmenter;

    const TEXT: &str = "本报讯（记者 方舟）四月二十日，市领导到江北县调研水稻育秧，强调不误农时抓春耕，\n把技术讲到地头，让年岁大的农民也能轻松种上地，多措并举保丰收。\n";
    const NEXT: &str = "本报讯（记者 季平）昨日，城南小学开展消防演练，六百名师生三分钟内全部撤离。\n";

    /// Headline lines of the items that a page is split into.
    fn headline_lines(page: &str) -> Vec<Vec<usize>> {
        Segmenter::new().segment(&Page::parse("p", page)).into_iter().map(|item| item.headline_lines).collect()
    }

    #[test]
    fn a_kicker_above_the_text_joins_the_headline_below_it() {
        let page = format!(
            "市领导调研春耕生产时强调\n\n{TEXT}\n不误农时抓春耕 多措并举保丰收\n\n{NEXT}\n城南小学演练消防 师生全部撤离\n"
        );
        assert_eq!(headline_lines(&page), [vec![1, 6], vec![10]]);
    }

    #[test]
    fn a_label_between_two_headlines_joins_neither() {
        let page = format!("{TEXT}\n江北县不误农时抓春耕\n\n江北先锋录\n\n城南小学演练消防 师生全部撤离\n{NEXT}");
        assert_eq!(headline_lines(&page), [vec![4], vec![], vec![8]]);
    }
}
