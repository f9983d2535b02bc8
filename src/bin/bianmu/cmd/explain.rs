//! `bianmu explain`: a text in, the terms behind each topic out.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use bianmu::corpus::split_headline;
use bianmu::explain::{Explanation, explain};
use bianmu::features::Text;
use bianmu::line_kind::is_display;
use bianmu::page::repair::push_wrapped;
use bianmu::page::{Line, Page, decode};

use crate::args::{Explain, FiguresFormat};
use crate::failures::shown;
use crate::input;
use crate::lists;
use crate::output::Output;

pub(crate) fn run(args: &Explain) -> anyhow::Result<ExitCode> {
    let text = read(&args.text)?;
    let classifier = lists::classifier(&args.lists)?;
    let (headline, body) = split_headline(&text);
    let most = if args.terms == 0 { usize::MAX } else { args.terms };
    let explanations = explain(&classifier, Text { headline, body }, most);
    let mut output = Output::open(None)?;
    match args.format {
        FiguresFormat::Json => writeln!(output, "{}", serde_json::to_string_pretty(&explanations)?)?,
        FiguresFormat::Text => write!(output, "{}", explanations.iter().map(render).collect::<String>())?,
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The text itself, or what the file of that name or standard input holds, its lines repaired.
fn read(text: &str) -> anyhow::Result<String> {
    let path = Path::new(text);
    if !input::is_stdin(path) && !path.is_file() {
        return Ok(text.to_string());
    }
    let bytes = input::read_bytes(path)?;
    Ok(article(Page::parse(text, decode(text, &bytes)?).lines()))
}

/// The text of a file with one article: its wraps joined, a display line set apart at its top as its headline.
fn article(lines: &[Line]) -> String {
    let mut runs = lines.split(Line::is_blank).filter(|run| !run.is_empty()).peekable();
    let mut text = String::new();
    if let Some([headline]) = runs.peek()
        && is_display(&headline.text)
    {
        text = format!("{}\n", headline.text);
        runs.next();
    }
    for line in runs.flatten() {
        push_wrapped(&mut text, &line.text);
    }
    text
}

fn render(explanation: &Explanation) -> String {
    let mark = if explanation.tagged { '*' } else { ' ' };
    let mut text = format!(
        "{mark} {} {}: probability {:.3}, threshold {:.3}, score {:+.4} = bias {:+.4}",
        explanation.id,
        explanation.chinese,
        explanation.probability,
        explanation.threshold,
        explanation.score,
        explanation.bias,
    );
    for share in &explanation.terms {
        text += &format!(" {} {:+.4}", shown(&share.term), share.share);
    }
    text + &format!(" others {:+.4}\n", explanation.rest)
}
