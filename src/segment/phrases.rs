//! What two phrases of a headline are to each other.

use crate::page::width;

/// How the second of two phrases is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A blank in the line.
    Space,
    /// A line break.
    LineBreak,
    /// A blank line.
    Apart,
}

/// What the first of two phrases is to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Its beginning: a headline broken between two lines.
    Broken,
    /// Its other half: `矿坑披绿 荒山“回春”`.
    Couplet,
    /// The fact above it: `江北区召开安全生产推进会`, `守住底线 守护万家`.
    Kicker,
}

/// A piece of evidence with its log odds against a couplet: of a kicker at a blank in the line, of a broken headline
/// and of a kicker at a line break.
struct Evidence(fn(&Pair<'_>) -> f64, f64, f64, f64);

/// Two logistic regressions over the joints of the headlines of 4,500 made pages (`tests/made_pages`, seeds 301 to
/// 303), right for 95 % of 4,653 blanks and 92 % of 3,184 line breaks in ten-fold cross-validation over headlines that
/// the folds do not share; rounded.
const EVIDENCE: [Evidence; 19] = [
    Evidence(|_| 1.0, -13.9, -0.6, -10.0),
    // Tens of columns: a kicker states a fact in full, a rest is short.
    Evidence(|pair| tens(width(pair.first)), 2.6, 1.5, 0.1),
    Evidence(|pair| tens(width(pair.next())), 2.0, -3.6, 2.1),
    // The halves of a couplet are of one length.
    Evidence(|pair| tens(width(pair.first).abs_diff(width(pair.next()))), -0.1, 1.4, 5.0),
    Evidence(|pair| tens(width(pair.first).saturating_sub(width(pair.next()))), 0.2, 3.2, 1.5),
    Evidence(|pair| one(width(pair.first) >= CLAUSE_WIDTH), 2.1, -0.5, 1.5),
    // What comes after is a couplet already.
    Evidence(|pair| one(pair.second.contains(' ')), 2.3, -0.2, 5.2),
    // The characters on either side stand together in the body.
    Evidence(|pair| one(pair.body.contains(&pair.around(1, 1))), -0.3, 2.9, -0.8),
    Evidence(
        |pair| one(pair.body.contains(&pair.around(2, 1)) || pair.body.contains(&pair.around(1, 2))),
        -0.4,
        2.4,
        -0.6,
    ),
    Evidence(|pair| one(pair.first.contains(['，', ','])), 0.0, 4.3, 1.1),
    Evidence(|pair| one(pair.next().contains(['，', ','])), 2.6, 2.6, 2.6),
    Evidence(|pair| one(pair.first.contains(['：', ':'])), -3.2, 1.0, -2.7),
    Evidence(|pair| one(pair.next().contains(['：', ':'])), 1.6, 0.4, 1.3),
    // A quotation that the first phrase leaves open, the second closes.
    Evidence(|pair| one(leaves_open(pair.first)), 0.0, 3.4, 0.8),
    // Kickers say where: `城东区推行“一窗受理”`.
    Evidence(|pair| one(names_place(pair.first)), 2.7, 1.0, 3.6),
    Evidence(|pair| one(pair.body.contains(pair.first)), 1.2, -0.2, 2.7),
    Evidence(|pair| share(pair.first, pair.body), -1.5, 1.6, 0.4),
    Evidence(|pair| share(pair.next(), pair.body), -2.3, 0.8, -0.4),
    // Both begin alike: the kicker and the headline each name the place.
    Evidence(|pair| one(pair.first.chars().take(2).eq(pair.second.chars().take(2))), 2.8, 0.5, 2.8),
];

/// A clause is at least this wide, in half-width columns.
const CLAUSE_WIDTH: usize = 20;

/// The part of a line from this width on, in half-width columns, is a kicker when something unlike it follows. Made
/// pages hold more couplets than papers do, so that the odds alone would miss kickers that real pages have.
const KICKER_WIDTH: usize = 26;
/// Parts of a couplet differ by at most this, in half-width columns: `党建树标杆 创新促发展`.
const COUPLET_DIFFERENCE: usize = 8;
/// A line that says where is at least this wide.
const PLACE_WIDTH: usize = 16;
/// A place with a colon is no wider than this.
const PLACE_AND_COLON: usize = 20;
/// The rest of a broken headline that no main headline is as short as: five characters.
const REST_WIDTH: usize = 12;
/// Log odds between broken and kicker that outweigh what holds in print.
const SURE: f64 = 3.0;

/// How much of the body is looked at, in bytes: its first paragraphs.
const BODY: usize = 6000;

/// Two phrases and the body they stand over.
struct Pair<'a> {
    first: &'a str,
    /// With everything after it.
    second: &'a str,
    body: &'a str,
}

impl Pair<'_> {
    /// The phrase right after the first.
    fn next(&self) -> &str {
        self.second.split(' ').next().unwrap_or(self.second)
    }

    /// The log odds that all evidence gives: of a kicker at a blank, of a broken headline and of a kicker at a line break.
    fn odds(&self) -> [f64; 3] {
        EVIDENCE.iter().fold([0.0; 3], |[space, broken, kicker], evidence| {
            let value = evidence.0(self);
            [space + evidence.1 * value, broken + evidence.2 * value, kicker + evidence.3 * value]
        })
    }

    /// Whether a blank follows what is too long for half a couplet, and too unlike what comes after.
    fn is_kicker_on_line(&self) -> bool {
        let (first, next) = (width(self.first), width(self.next()));
        first >= KICKER_WIDTH && (first.abs_diff(next) > COUPLET_DIFFERENCE || self.second.contains(' '))
    }

    /// Whether a line names no more than the place of what the next one says: `爱辉区：`, `松滋市新江口街道：`.
    fn is_place_with_colon(&self) -> bool {
        self.first.ends_with(['：', ':']) && width(self.first) <= PLACE_AND_COLON
    }

    /// Whether the second line is too short for a main headline under a line that long:
    /// `城东区百户居民参`, `加逃生演练`.
    fn is_short_rest(&self) -> bool {
        let is_whole = |text: &str| !text.contains([' ', '“', '：', ':', '！', '？']);
        width(self.second) <= REST_WIDTH && width(self.first) >= PLACE_WIDTH && is_whole(self.second)
    }

    /// What the odds make of a line break, of which only the surest speak against what holds in print: that a line
    /// which states a fact in full, or says where, is a kicker.
    fn over_line_break(&self, broken: f64, kicker: f64) -> Relation {
        let (first, second) = (width(self.first), width(self.second));
        let is_long = first >= KICKER_WIDTH && first * 5 >= second * 7;
        let is_clause = first >= PLACE_WIDTH && (self.body.contains(self.first) || names_place(self.first));
        let states_fact = self.second.contains(' ') || is_long || is_clause;
        let is_one_phrase = self.body.contains(&self.around(1, 1)) || leaves_open(self.first);
        // No headline begins with `暨`, and the second half of a broken one may.
        if self.second.starts_with('暨')
            || broken > kicker.max(0.0) && (is_one_phrase || !states_fact || broken - kicker > SURE)
        {
            Relation::Broken
        } else if states_fact || kicker > 0.0 {
            Relation::Kicker
        } else {
            Relation::Couplet
        }
    }

    /// The last characters of the first phrase and the first of the second.
    fn around(&self, before: usize, after: usize) -> String {
        let start = self.first.char_indices().rev().nth(before - 1).map_or(0, |(at, _)| at);
        self.first[start..].chars().chain(self.second.chars().take(after)).collect()
    }
}

/// What `first` is to `second`, which is the whole of the headline after it.
pub(super) fn relation(first: &str, second: &str, joint: Joint, body: &str) -> Relation {
    let end = (0..=BODY.min(body.len())).rev().find(|&end| body.is_char_boundary(end)).unwrap_or_default();
    let pair = Pair { first, second, body: &body[..end] };
    match joint {
        Joint::Apart => Relation::Kicker,
        Joint::Space if pair.is_kicker_on_line() || pair.odds()[0] > 0.0 => Relation::Kicker,
        Joint::Space => Relation::Couplet,
        Joint::LineBreak if pair.is_place_with_colon() => Relation::Kicker,
        Joint::LineBreak if pair.is_short_rest() => Relation::Broken,
        Joint::LineBreak => {
            let [_, broken, kicker] = pair.odds();
            pair.over_line_break(broken, kicker)
        }
    }
}

fn one(is: bool) -> f64 {
    f64::from(u8::from(is))
}

fn tens(width: usize) -> f64 {
    width as f64 / 10.0
}

/// Whether a phrase opens a quotation or a title and does not close it.
fn leaves_open(phrase: &str) -> bool {
    let count = |mark: char| phrase.matches(mark).count();
    [('“', '”'), ('《', '》'), ('『', '』')].iter().any(|&(open, close)| count(open) > count(close))
}

/// Within so many characters of its beginning a kicker names its place.
const PLACE_REACH: usize = 7;
/// Characters that end the names of places.
const PLACE_ENDS: [char; 7] = ['县', '市', '区', '旗', '州', '镇', '乡'];

/// Whether a phrase begins with a place: `城东区推行“一窗受理”`.
fn names_place(phrase: &str) -> bool {
    phrase.chars().take(PLACE_REACH).skip(1).any(|c| PLACE_ENDS.contains(&c))
}

/// The share of a phrase's pairs of characters that the body has.
pub(super) fn share(phrase: &str, body: &str) -> f64 {
    let ends = phrase.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    let pairs = phrase.char_indices().zip(ends).map(|((start, _), end)| &phrase[start..end]);
    let count = pairs.clone().count();
    pairs.filter(|pair| body.contains(pair)).count() as f64 / count.max(1) as f64
}
