//! The habits of papers and of their text layers, and how a page draws its own.

use crate::rng::Rng;

/// One habit; figures are told apart by it. Those up to [`Habit::OneArticle`] are a page's, the others an item's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Habit {
    Unwrapped,
    NarrowColumns,
    WideColumns,
    HalfWidthMarks,
    ColumnBreaks,
    NoBlankBetweenParagraphs,
    BlankBeforeQuote,
    MisplacedBlanks,
    LetterSpacedLines,
    NumberGaps,
    DoubledDisplay,
    PrivateGlyphs,
    Radicals,
    CompatibilityIdeographs,
    ZeroWidth,
    LeadingSpace,
    GluedPieces,
    CornerQuotes,
    Furniture,
    Slogans,
    OneArticle,

    HeadlineBefore,
    HeadlineAfter,
    KnotBeforeBodies,
    KnotAfterBodies,
    ShuffledKnot,
    HeadlineMissing,
    SharedHeadlineLine,
    Kicker,
    KickerOnHeadlineLine,
    SubHeadline,
    BrokenHeadline,
    BrokenKicker,
    PhrasesOnTwoLines,
    SpacedHeadline,
    HeadlineOverDateline,
    ColumnNameBefore,
    ColumnNameInside,

    DatelineNews,
    BareDateline,
    OpeningNames,
    PlaceDateline,
    DayDateline,
    AgencyDateline,
    ReporterOpening,
    SeveralNames,
    OtherRoles,
    BrokenByline,
    BareName,
    UnitWriter,
    SignatureBefore,
    SignatureAfter,
    SignOff,
    Reprint,
    Unsigned,
    QuestionsAndAnswers,
    ReadersLetter,

    Subheads,
    TwoLineSubheads,
    SqueezedParagraph,
    JumpTo,
    JumpFrom,
    Brief,
    Notice,
    Table,
    Quotation,
    Contents,

    CaptionTitle,
    CaptionAtTop,
    CaptionBetween,
    CaptionInside,
    AroundCaption,
    NarrowCaption,
    WideCaption,
    SpacedCaption,
    CaptionWithoutCredit,
    CreditLine,
    PhotoGroup,
    SplitPhotoGroup,
}

/// Where a page's headlines mostly stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placement {
    Before,
    After,
    KnotBefore,
    KnotAfter,
    Shared,
}

/// What one paper and the program that read its pages do everywhere on a page.
pub(crate) struct Style {
    /// The page's habits, for the figures.
    pub(crate) habits: Vec<Habit>,
    /// Hard wraps; without them every paragraph is one line.
    pub(crate) is_wrapped: bool,
    /// Characters of a column: lowest and highest on this page.
    pub(crate) columns: (usize, usize),
    /// Weights of the headlines' places.
    pub(crate) placements: Vec<(Placement, usize)>,
    /// Percent of the justified lines that fall short and are letter-spaced for it.
    pub(crate) spaced_lines: usize,
    /// Percent of the lines that hold a character less than the column.
    pub(crate) ragged: usize,
    /// Whether kicker, headline and sub-headline stand apart, a blank line between.
    pub(crate) has_blank_in_headline: bool,
    /// Percent of the headlines that stand right above their body, of the bodies right below another.
    pub(crate) glued: usize,
    /// Percent with a kicker of the articles that have something for one, some four of ten; of all articles on real
    /// pages six of ten have one.
    pub(crate) kickers: usize,
    /// Whether datelines part role and name: `（记者 某某）`.
    pub(crate) has_spaced_names: bool,
}

impl Style {
    pub(crate) fn has(&self, habit: Habit) -> bool {
        self.habits.contains(&habit)
    }

    /// Draws a page's habits.
    ///
    /// The rates are an editor's estimates for papers at large, held against three real pages of one city, of which one
    /// is unwrapped and has half-width marks and corner quotes; two have blanks before quotation marks, blanks set
    /// late, letter-spaced lines, doubled display type and blanks before a paragraph; one has gaps around numbers
    /// throughout, and one private glyphs. Radicals, compatibility ideographs and zero-width characters come from
    /// other programs' text layers and are kept rare.
    pub(crate) fn draw(rng: &mut Rng) -> Self {
        let mut habits = Vec::new();
        let is_wrapped = !rng.chance(18);
        if !is_wrapped {
            habits.push(Habit::Unwrapped);
        }
        let wrapped_only = [
            (Habit::BlankBeforeQuote, 70),
            (Habit::MisplacedBlanks, 45),
            (Habit::LetterSpacedLines, 40),
            (Habit::NoBlankBetweenParagraphs, 20),
        ];
        let all = [
            (Habit::ColumnBreaks, 80),
            (Habit::NumberGaps, 30),
            (Habit::DoubledDisplay, 25),
            (Habit::PrivateGlyphs, 12),
            (Habit::Radicals, 8),
            (Habit::CompatibilityIdeographs, 6),
            (Habit::ZeroWidth, 8),
            (Habit::LeadingSpace, 12),
            (Habit::GluedPieces, 40),
            (Habit::CornerQuotes, 20),
            (Habit::Furniture, 55),
            (Habit::Slogans, 40),
            (Habit::OneArticle, 4),
        ];
        habits
            .extend(wrapped_only.iter().filter(|_| is_wrapped).filter(|(_, p)| rng.chance(*p)).map(|(habit, _)| habit));
        habits.extend(all.iter().filter(|(_, percent)| rng.chance(*percent)).map(|(habit, _)| habit));
        if rng.chance(if is_wrapped { 10 } else { 50 }) {
            habits.push(Habit::HalfWidthMarks);
        }
        let columns = columns(is_wrapped, &mut habits, rng);
        Self {
            is_wrapped,
            columns,
            placements: placements(rng),
            spaced_lines: if habits.contains(&Habit::LetterSpacedLines) { rng.between(20, 80) } else { 0 },
            ragged: rng.pick(&[0, 5, 15, 30]),
            has_blank_in_headline: rng.chance(60),
            glued: if habits.contains(&Habit::GluedPieces) { rng.between(10, 50) } else { 0 },
            kickers: rng.between(60, 100),
            has_spaced_names: rng.chance(35),
            habits,
        }
    }
}

/// Draws the widths that columns have on a page.
fn columns(is_wrapped: bool, habits: &mut Vec<Habit>, rng: &mut Rng) -> (usize, usize) {
    let columns = rng.weighted(&[((13, 15), 15), ((15, 18), 35), ((17, 22), 25), ((14, 26), 15), ((24, 40), 10)]);
    if is_wrapped && columns.1 <= 15 {
        habits.push(Habit::NarrowColumns);
    }
    if is_wrapped && columns.0 >= 24 {
        habits.push(Habit::WideColumns);
    }
    columns
}

/// Draws where headlines stand: a page has one habit and a few exceptions.
///
/// On the real pages 9 headlines of 23 stand right above their body, 12 right below, one farther off; a knot is a habit
/// of some papers, here the rule of one page in seven.
fn placements(rng: &mut Rng) -> Vec<(Placement, usize)> {
    use Placement::{After, Before, KnotAfter, KnotBefore, Shared};
    let weights: [usize; 5] = rng.weighted(&[
        ([180, 12, 6, 0, 2], 40),
        ([12, 178, 4, 5, 1], 33),
        ([60, 22, 116, 0, 2], 9),
        ([22, 60, 0, 117, 1], 5),
        ([92, 80, 16, 10, 2], 13),
    ]);
    [Before, After, KnotBefore, KnotAfter, Shared].into_iter().zip(weights).collect()
}
