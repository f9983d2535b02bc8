//! Who wrote a piece, in the forms papers print it, with the byline that gold has for each.

use crate::habits::{Habit, Style};
use crate::piece::Draft;
use crate::rng::Rng;
use crate::words;

/// Writers by role in printed order.
struct Writers(Vec<(String, Vec<String>)>);

const ROLES: [(&str, usize); 6] =
    [("记者", 45), ("通讯员", 40), ("特约记者", 5), ("见习记者", 5), ("全媒体记者", 3), ("特约通讯员", 2)];

pub(crate) fn name(rng: &mut Rng) -> String {
    format!("{}{}", rng.pick(words::SURNAMES), rng.pick(words::GIVEN_NAMES))
}

fn names(rng: &mut Rng) -> Vec<String> {
    let count = rng.weighted(&[(1, 75), (2, 18), (3, 5), (4, 2)]);
    (0..count).map(|_| name(rng)).collect()
}

impl Writers {
    fn draw(draft: &mut Draft, rng: &mut Rng) -> Self {
        let first = rng.weighted(&ROLES);
        let mut roles = vec![(first.to_string(), names(rng))];
        if first != "通讯员" && rng.chance(45) {
            roles.push(("通讯员".to_string(), names(rng)));
        }
        if roles.iter().map(|(_, names)| names.len()).sum::<usize>() > 1 {
            draft.mark(Habit::SeveralNames);
        }
        if !matches!(first, "记者" | "通讯员") {
            draft.mark(Habit::OtherRoles);
        }
        Self(roles)
    }

    /// As gold has it: one space after each role and between names.
    fn spaced(&self) -> String {
        let roles: Vec<String> = self.0.iter().map(|(role, names)| format!("{role} {}", names.join(" "))).collect();
        roles.join(" ").trim_end().to_string()
    }

    /// As a dateline has it: `记者周某 陈某 通讯员宋某`.
    fn printed(&self, style: &Style) -> String {
        if style.has_spaced_names {
            return self.spaced();
        }
        let roles: Vec<String> = self.0.iter().map(|(role, names)| format!("{role}{}", names.join(" "))).collect();
        roles.join(" ")
    }
}

#[derive(Clone, Copy)]
enum Dateline {
    Names,
    Bare,
    OpeningNames,
    Place,
    /// `本报九江5月31日讯（记者罗某）`, in papers of a city or province.
    Day,
    /// `新华社北京5月31日电（记者章某）`.
    Agency,
    /// `记者仲某报道 `, without brackets.
    Opening,
    SignOff,
}

/// Sets a dateline before the first paragraph, or a sign-off after the last.
pub(crate) fn date(draft: &mut Draft, paragraphs: &mut [String], style: &Style, rng: &mut Rng) {
    draft.mark(Habit::DatelineNews);
    let form = rng.weighted(&[
        (Dateline::Names, 72),
        (Dateline::Bare, 6),
        (Dateline::OpeningNames, 7),
        (Dateline::Place, 3),
        (Dateline::Day, 3),
        (Dateline::Agency, 1),
        (Dateline::Opening, 1),
        (Dateline::SignOff, 7),
    ]);
    let writers = if matches!(form, Dateline::Names) && rng.chance(UNITS) {
        draft.mark(Habit::UnitWriter);
        Writers(vec![(rng.pick(words::UNITS).to_string(), Vec::new())])
    } else {
        Writers::draw(draft, rng)
    };
    let printed = writers.printed(style);
    let opening = match form {
        Dateline::Names => format!("本报讯（{printed}）"),
        Dateline::Bare | Dateline::SignOff => "本报讯 ".to_string(),
        Dateline::OpeningNames => format!("（{printed}）"),
        Dateline::Place => format!("{}讯（{printed}）", rng.pick(words::DATELINE_PLACES)),
        Dateline::Day => format!("本报{}{}讯（{printed}）", rng.pick(words::DATELINE_PLACES), day(rng)),
        Dateline::Agency => format!("新华社北京{}电（{printed}）", day(rng)),
        Dateline::Opening => format!("{printed}报道 "),
    };
    paragraphs[0].insert_str(0, &opening);
    draft.byline = writers.spaced();
    match form {
        Dateline::Bare => draft.byline.clear(),
        Dateline::SignOff => sign_off(draft, paragraphs, &printed),
        _ => {}
    }
    match form {
        Dateline::Names => {}
        Dateline::Bare | Dateline::SignOff => draft.mark(Habit::BareDateline),
        Dateline::OpeningNames => draft.mark(Habit::OpeningNames),
        Dateline::Place => draft.mark(Habit::PlaceDateline),
        Dateline::Day => draft.mark(Habit::DayDateline),
        Dateline::Agency => draft.mark(Habit::AgencyDateline),
        Dateline::Opening => draft.mark(Habit::ReporterOpening),
    }
}

/// Percent of the datelines whose writer is an office: `本报讯（安监部）`.
const UNITS: usize = 3;

fn day(rng: &mut Rng) -> String {
    format!("{}月{}日", rng.between(1, 12), rng.between(1, 28))
}

fn sign_off(draft: &mut Draft, paragraphs: &mut [String], printed: &str) {
    draft.mark(Habit::SignOff);
    if let Some(last) = paragraphs.last_mut() {
        *last = format!("{last}（{printed}）");
    }
}

/// Signs a brief at its end: `…全部建成。（某某）`; most briefs have a name, some none.
pub(crate) fn sign_brief(draft: &mut Draft, paragraphs: &mut [String], rng: &mut Rng) {
    if rng.chance(65) {
        let role = rng.weighted(&[("", 60), ("通讯员 ", 25), ("记者 ", 15)]);
        draft.byline = format!("{role}{}", name(rng));
        let printed = draft.byline.clone();
        sign_off(draft, paragraphs, &printed);
    }
}

/// Signs a feature on a line of its own, at its end, or not at all.
pub(crate) fn sign(draft: &mut Draft, paragraphs: &mut Vec<String>, style: &Style, rng: &mut Rng) {
    // A letter has its reader's name in its text.
    let is_letter = draft.has(Habit::ReadersLetter);
    let form = rng.weighted(&[
        (Habit::SignatureBefore, 32),
        (Habit::SignatureAfter, 30),
        (Habit::SignOff, 15),
        (Habit::Reprint, 10),
        (Habit::Unsigned, 13),
    ]);
    let form = if is_letter { Habit::Unsigned } else { form };
    draft.mark(form);
    let writers = Writers::draw(draft, rng);
    draft.byline = if form == Habit::Unsigned { String::new() } else { writers.spaced() };
    match form {
        Habit::SignOff => sign_off(draft, paragraphs, &writers.printed(style)),
        Habit::Reprint => reprint(draft, paragraphs, rng),
        Habit::SignatureBefore | Habit::SignatureAfter => draft.signature = Some(signature(draft, rng)),
        _ => {}
    }
}

/// A signature line; some have no role, some name the paper.
fn signature(draft: &mut Draft, rng: &mut Rng) -> String {
    if rng.chance(40) {
        draft.byline = rng.weighted(&[("本报评论员", 15), ("", 85)]).to_string();
    }
    if draft.byline.is_empty() {
        draft.byline = name(rng);
        if rng.chance(15) {
            draft.mark(Habit::UnitWriter);
            draft.byline = format!("{} {}", rng.pick(words::UNITS), draft.byline);
        }
    }
    let mark = rng.weighted(&[("□ ", 50), ("□", 12), ("■ ", 10), ("◎ ", 5), ("○ ", 3), ("", 35)]);
    if mark.is_empty() && !draft.byline.contains(' ') {
        draft.mark(Habit::BareName);
    }
    if mark.is_empty() && draft.byline.starts_with("记者") {
        draft.byline.insert_str(0, "本报");
    }
    format!("{mark}{}", draft.byline)
}

/// Names the paper that had the piece first, and its writers.
fn reprint(draft: &mut Draft, paragraphs: &mut Vec<String>, rng: &mut Rng) {
    let paper = rng.pick(words::PAPERS);
    if rng.chance(60) {
        draft.byline = format!("{paper}{}", draft.byline.trim_start_matches("本报"));
        draft.signature = Some(format!("□ {}", draft.byline));
        draft.mark(Habit::SignatureBefore);
    } else {
        draft.byline.clear();
    }
    let (month, day) = (rng.between(1, 12), rng.between(1, 28));
    paragraphs.push(match rng.below(3) {
        0 => format!("（原载{month}月{day}日《{paper}》）"),
        1 => format!("（据《{paper}》）"),
        _ => format!("（原载{month}月{day}日《{paper}》 有删节）"),
    });
}

/// A photographer's credit and the byline gold has for it.
pub(crate) fn credit(draft: &mut Draft, rng: &mut Rng) -> String {
    let role = rng.weighted(&[("", 60), ("本报记者 ", 12), ("记者 ", 12), ("通讯员 ", 16)]);
    let verb = rng.weighted(&[("摄", 90), ("摄影报道", 10)]);
    draft.byline = format!("{role}{} {verb}", name(rng));
    match rng.below(10) {
        0 if !role.is_empty() => draft.byline.clone(),
        1 | 2 => format!(" （{}）", draft.byline),
        _ => format!("（{}）", draft.byline),
    }
}
