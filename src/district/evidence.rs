//! What in an item speaks for which district.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::gazetteer::{Gazetteer, Home, PlaceId};
use super::letters::Letters;
use super::mention::Mention;
use super::sighting::{Form, Papers, Sighting, sightings};
use super::subject::Subject;
use crate::page::repair::is_hanzi;

/// Why an item is about a district: the district, or a place in it, is named or meant by a bare form (全区) there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// In the headline.
    Headline,
    /// In the dateline, 新华社武汉6月1日电.
    Dateline,
    /// As a body that acts, 沙市区委.
    ActingBody,
    /// In the first two sentences.
    Lead,
    /// Further down.
    Body,
    /// The paper is the district's own.
    Home,
}

impl Evidence {
    /// All sorts, strongest first.
    const ALL: [Self; 6] = [Self::Headline, Self::Dateline, Self::ActingBody, Self::Lead, Self::Body, Self::Home];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Dateline => "dateline",
            Self::ActingBody => "acting-body",
            Self::Lead => "lead",
            Self::Body => "body",
            Self::Home => "home",
        }
    }

    /// What one sighting counts, and how many count. A headline outweighs any lead, a lead any passing remark;
    /// set by hand on the order in which newspapers place the scene, not fitted.
    fn weight(self) -> (u32, u32) {
        match self {
            Self::Headline => (6, 2),
            Self::Dateline => (5, 1),
            Self::ActingBody => (2, 3),
            Self::Lead => (3, 2),
            Self::Body => (1, 8),
            Self::Home => (4, 1),
        }
    }
}

/// The evidence for one district or city.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    counts: [u32; Evidence::ALL.len()],
    /// Sentences that name the district outside a list of places.
    pub(super) sentences: u32,
    /// Whether a headline opens with the full name or holds a bare form: 荆州市召开…, 全市….
    pub(super) opens_headline: bool,
    /// Order of the first sighting.
    pub(super) first: usize,
    last_sentence: Option<usize>,
}

impl Tally {
    /// The weighted sum of the evidence.
    pub(super) fn score(&self) -> u32 {
        let scores = Evidence::ALL.into_iter().map(|evidence| {
            let (weight, most) = evidence.weight();
            weight * self.counts[evidence as usize].min(most)
        });
        scores.sum()
    }

    /// The sorts of evidence that there are, with the number of places, strongest sort first.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Evidence, u32)> {
        let counts = Evidence::ALL.into_iter().zip(self.counts);
        counts.filter(|(_, count)| *count > 0)
    }

    /// Whether nothing but a dateline names the district, which counts as part of the lead too.
    pub(super) fn is_dateline(&self) -> bool {
        self.counts().eq([(Evidence::Dateline, 1), (Evidence::Lead, 1)])
    }

    /// Whether there is evidence of this sort.
    pub(super) fn has(&self, evidence: Evidence) -> bool {
        self.counts[evidence as usize] > 0
    }

    pub(super) fn add(&mut self, evidence: Evidence) {
        self.add_times(evidence, 1);
    }

    pub(super) fn add_times(&mut self, evidence: Evidence, times: u32) {
        self.counts[evidence as usize] += times;
    }
}

/// The evidence of an item by district.
pub(super) type Tallies = BTreeMap<PlaceId, Tally>;

/// Sentences that open an item: the first says what happened, the second who was there.
const LEAD_SENTENCES: usize = 2;

/// Gathers the evidence for every district and city that an item in simplified characters names.
pub(super) fn gather(gazetteer: &Gazetteer, subject: &Subject<'_>, home: Option<&Home>) -> Tallies {
    let mut tallies = Tallies::new();
    let headlines: Vec<(&str, Vec<Mention<'_>>)> =
        subject.headline.lines().map(|line| (line, gazetteer.mentions_in_simplified(line, home))).collect();
    let body = gazetteer.mentions_in_simplified(subject.body, home);
    if home.is_none() && body.is_empty() && headlines.iter().all(|(_, mentions)| mentions.is_empty()) {
        return tallies;
    }
    let all = headlines.iter().flat_map(|(_, mentions)| mentions).chain(&body);
    let papers = Papers::of(gazetteer, all, home);
    for (line, mentions) in &headlines {
        for sighting in sightings(gazetteer, line, mentions, &papers) {
            let tally = tally_of(&mut tallies, sighting.seat);
            tally.add(Evidence::Headline);
            tally.opens_headline |= match sighting.form {
                Form::Bare => true,
                Form::Full => line[..sighting.range.start].trim().is_empty(),
                Form::Short => false,
            };
        }
    }
    let mut sentences = Sentences::of(subject.body);
    for sighting in sightings(gazetteer, subject.body, &body, &papers) {
        // Without a headline the first words say whose matter it is: 全市农业农村工作会议在荆州区召开.
        if subject.headline.is_empty() && sighting.range.start == 0 && sighting.form == Form::Bare {
            tally_of(&mut tallies, sighting.seat).opens_headline = true;
        }
        let sentence = sentences.number(sighting.range.start);
        weigh(tally_of(&mut tallies, sighting.seat), &sighting, subject.body, sentence);
    }
    tallies
}

fn tally_of(tallies: &mut Tallies, seat: PlaceId) -> &mut Tally {
    let first = tallies.len();
    tallies.entry(seat).or_insert_with(|| Tally { first, ..Tally::default() })
}

/// Adds a sighting in a sentence of the body.
fn weigh(tally: &mut Tally, sighting: &Sighting, body: &str, sentence: usize) {
    let (before, after) = (&body[..sighting.range.start], &body[sighting.range.end..]);
    if !sighting.is_listed && tally.last_sentence != Some(sentence) {
        tally.sentences += 1;
        tally.last_sentence = Some(sentence);
    }
    if is_dateline(before, after) {
        tally.add(Evidence::Dateline);
    }
    let (is_early, acts) = (sentence < LEAD_SENTENCES, acts(after));
    let is_scene = (is_early || acts) && !sighting.is_listed && !in_brackets(before);
    tally.add(if is_early && is_scene { Evidence::Lead } else { Evidence::Body });
    if acts && is_scene {
        tally.add(Evidence::ActingBody);
    }
}

/// Counts the sentences of a text as far as it is asked about.
struct Sentences<'t> {
    rest: &'t str,
    /// Bytes before the rest, and the sentences that end in them.
    start: usize,
    ended: usize,
}

impl<'t> Sentences<'t> {
    fn of(text: &'t str) -> Self {
        Self { rest: text, start: 0, ended: 0 }
    }

    /// How many sentences end before `at`, which is never less than in the call before.
    fn number(&mut self, at: usize) -> usize {
        let (passed, rest) = self.rest.split_at(at - self.start);
        self.ended += sentence_ends(passed);
        (self.rest, self.start) = (rest, at);
        self.ended
    }
}

/// How many marks in a text end a sentence. Bytes are looked at and not characters, which takes half the time.
fn sentence_ends(text: &str) -> usize {
    let (mut rest, mut ends) = (text.as_bytes(), 0);
    while let Some(first) = rest.first() {
        let is_wide = matches!(first, 0xe0..0xf0);
        // The bytes of 。, ！ and ？.
        ends += usize::from(match rest {
            [0xe3, 0x80, 0x82, ..] | [0xef, 0xbc, 0x81 | 0x9f, ..] => true,
            _ => matches!(first, b'!' | b'?' | b'\n'),
        });
        rest = &rest[if is_wide { '。'.len_utf8() } else { 1 }..];
    }
    ends
}

/// Longest dateline before the place, in characters: 新华社, 本报.
const DATELINE_CHARS: usize = 6;

/// Whether a place stands in a dateline: `新华社武汉6月1日电`, `本报松滋讯`.
fn is_dateline(before: &str, after: &str) -> bool {
    let date = |c: char| c.is_ascii_digit() || c == '月' || c == '日';
    let wired = after.trim_start_matches(date).strip_prefix(['电', '讯']);
    // In 沙市电厂 the word goes on.
    let ends = wired.is_some_and(|rest| !rest.starts_with(is_hanzi));
    ends && before.chars().nth(DATELINE_CHARS).is_none()
}

/// Longest remark in brackets that is looked through, in characters.
const BRACKET_CHARS: usize = 60;

/// Whether a bracket is open: `职业学院（荆州市创业中等专业学校）`.
fn in_brackets(before: &str) -> bool {
    let mark = before.chars().rev().take(BRACKET_CHARS).find(|c| matches!(c, '（' | '(' | '）' | ')'));
    matches!(mark, Some('（' | '('))
}

/// Farthest that a body's own word stands from the district's name, in characters: 沙市区[市场监管]局.
const BODY_CHARS: usize = 10;

/// Words that make a body of a district's name.
const BODY_WORDS: &[&str] =
    &["委", "政府", "人大", "政协", "局", "法院", "检察院", "中心", "街道办", "管委会", "总工会", "领导"];

/// How they begin.
static BODY: LazyLock<Letters> = LazyLock::new(|| Letters::first_of(BODY_WORDS));

/// Whether a body's name goes on from here: 沙市区+委书记, 公安县+公安局.
fn acts(after: &str) -> bool {
    let len = after.chars().take(BODY_CHARS).take_while(|c| is_hanzi(*c)).map(char::len_utf8).sum();
    let run: &str = &after[..len];
    let starts = run.char_indices().filter(|(_, c)| BODY.may_hold(*c));
    starts.map(|(at, _)| &run[at..]).any(|rest| BODY_WORDS.iter().any(|word| rest.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    fn score(headline: &str, body: &str, place: &str) -> u32 {
        let gazetteer = built_in();
        let tallies = gather(&gazetteer, &Subject { headline, body }, None);
        tallies.iter().find(|(id, _)| gazetteer.place(**id).name == place).map_or(0, |(_, tally)| tally.score())
    }

    #[test]
    fn the_headline_outweighs_the_lead_and_the_lead_the_rest() {
        assert_eq!(score("石首大桥通车", "", "石首市"), 6);
        assert_eq!(score("", "石首大桥通车。", "石首市"), 3);
        assert_eq!(score("", "大桥通车。车流不断。石首人高兴。", "石首市"), 1);
    }

    #[test]
    fn bodies_and_datelines_count_beside_their_place() {
        assert_eq!(score("", "石首市委召开会议。", "石首市"), 5);
        assert_eq!(score("", "新华社武汉6月1日电 桥通了。", "武汉市"), 8);
    }

    #[test]
    fn a_remark_in_brackets_is_not_the_scene() {
        assert_eq!(score("", "学院（荆州市创业学校）开工。", "荆州市"), 1);
    }
}
