//! Stray and look-alike characters that fonts leave in a text layer.

use crate::habits::{Habit, Style};
use crate::rng::Rng;

const PLAIN_RADICALS: &str = "一人入八力十口土大女子小山工干心手支文方无日月木水火父牛生用田白目石立竹米羊老而耳自至行衣西见言走足身车里金长门面食香马高";
const RADICALS: &str = "⼀⼈⼊⼋⼒⼗⼝⼟⼤⼥⼦⼩⼭⼯⼲⼼⼿⽀⽂⽅⽆⽇⽉⽊⽔⽕⽗⽜⽣⽤⽥⽩⽬⽯⽴⽵⽶⽺⽼⽽⽿⾃⾄⾏⾐⻄⻅⾔⾛⾜⾝⻋⾥⾦⻓⻔⾯⻝⾹⻢⾼";
const PLAIN_IDEOGRAPHS: &str = "更金落老路北不凉良量女力年列廉念料流六律利李泥理里林立切度行礼神福都勤敏既社祝突者";
const COMPATIBILITY: &str = "\u{f901}\u{f90a}\u{f918}\u{f934}\u{f937}\u{f963}\u{f967}\u{f979}\u{f97c}\u{f97e}\u{f981}\u{f98a}\u{f98e}\u{f99c}\u{f9a2}\u{f9a3}\u{f9be}\u{f9ca}\u{f9d1}\u{f9d8}\u{f9dd}\u{f9e1}\u{f9e3}\u{f9e4}\u{f9e9}\u{f9f4}\u{f9f7}\u{fa00}\u{fa01}\u{fa08}\u{fa18}\u{fa19}\u{fa1b}\u{fa26}\u{fa34}\u{fa41}\u{fa42}\u{fa4c}\u{fa51}\u{fa55}\u{fa5b}";
/// What private fonts leave: marks of a column's head, squares at an article's end.
const PRIVATE: &str = "\u{e0c7}\u{e6a1}\u{f06e}\u{f0d8}\u{1000c9}\u{100481}";
const ZERO_WIDTH: &str = "\u{200b}\u{200c}\u{feff}\u{2060}\u{ad}";

/// What is done to each line of a page.
pub(crate) struct Glyphs<'a> {
    style: &'a Style,
}

impl<'a> Glyphs<'a> {
    pub(crate) fn new(style: &'a Style) -> Self {
        Self { style }
    }

    /// A line with the page's stray glyphs in it.
    pub(crate) fn spoil(&mut self, line: &str, is_opening: bool, is_display: bool, rng: &mut Rng) -> String {
        let mut spoilt = String::new();
        if is_opening && self.style.has(Habit::LeadingSpace) && rng.chance(50) {
            spoilt.push(rng.weighted(&[(' ', 80), ('\u{3000}', 20)]));
        }
        for c in line.chars() {
            spoilt.push(self.look_alike(c, rng));
            if self.style.has(Habit::ZeroWidth) && rng.chance(3) {
                spoilt.push(any(ZERO_WIDTH, rng));
            }
        }
        if self.style.has(Habit::PrivateGlyphs) && rng.chance(if is_display { 25 } else { 1 }) {
            spoilt.push(any(PRIVATE, rng));
        }
        spoilt
    }

    fn look_alike(&self, c: char, rng: &mut Rng) -> char {
        let like = |plain: &str, other: &str| {
            plain.chars().zip(other.chars()).find(|(plain, _)| *plain == c).map(|(_, other)| other)
        };
        let radical = like(PLAIN_RADICALS, RADICALS).filter(|_| self.style.has(Habit::Radicals) && rng.chance(30));
        radical
            .or_else(|| {
                like(PLAIN_IDEOGRAPHS, COMPATIBILITY)
                    .filter(|_| self.style.has(Habit::CompatibilityIdeographs) && rng.chance(30))
            })
            .unwrap_or(c)
    }
}

fn any(glyphs: &str, rng: &mut Rng) -> char {
    let glyphs: Vec<char> = glyphs.chars().collect();
    rng.pick(&glyphs)
}
