//! `bianmu explain`: a text in, the terms behind each topic out.

mod text;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use bianmu::corpus::split_headline;
use bianmu::explain::{Heat, explain};
use bianmu::export::explanation;
use bianmu::features::Text;
use bianmu::line_kind::is_display;
use bianmu::page::repair::push_wrapped;
use bianmu::page::{Line, Page};

use crate::args::{Explain, ExplainFormat};
use crate::input::{self, Reading};
use crate::lists;
use crate::output::{Output, format_of};

pub(crate) fn run(args: &Explain, reading: &Reading) -> anyhow::Result<ExitCode> {
    let text = read(&args.text, reading)?;
    let classifier = lists::classifier(&args.lists, reading)?;
    let (headline, body) = split_headline(&text);
    let text = Text { headline, body };
    let most = if args.terms == 0 { usize::MAX } else { args.terms };
    let explanations = explain(&classifier, text, most);
    let format = format_of(args.format, args.output.as_deref()).unwrap_or(ExplainFormat::Text);
    let rendered = match format {
        ExplainFormat::Json => serde_json::to_string_pretty(&explanations)? + "\n",
        ExplainFormat::Html => explanation::page(&classifier, text, &explanations),
        ExplainFormat::Text => {
            let heat = text::is_colored(args.color, args.output.as_deref()).then(|| Heat::new(&classifier, text));
            text::render(&classifier, &explanations, heat.as_ref())
        }
    };
    // Texts were made safe where they were painted.
    let open = if format == ExplainFormat::Text { Output::open_for_own_text } else { Output::open };
    let mut output = open(args.output.as_deref())?;
    output.write_all(rendered.as_bytes())?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The text itself, or what the file of that name or standard input holds, its lines repaired.
fn read(text: &str, reading: &Reading) -> anyhow::Result<String> {
    let path = Path::new(text);
    if !input::is_stdin(path) && !path.is_file() {
        if path.is_dir() {
            bail!("{text}: a folder; name one file of it");
        }
        if is_path_like(text) {
            bail!("{text}: no such file; a text that looks like a file's name must come from standard input, with `-`");
        }
        return Ok(text.to_string());
    }
    let page = Page::parse(text, &reading.text(path)?);
    Ok(article(&page.lines().collect::<Vec<_>>()))
}

/// The longest ending that files of text have, `markdown`.
const MAX_ENDING: usize = 8;

/// Whether a text can only be meant as a file's name: one line that ends like `typo.txt`, begins like `./` or `C:\`, or
/// holds a slash and nothing beyond ASCII.
fn is_path_like(text: &str) -> bool {
    let is_ending = |ending: &str| {
        ending.len() <= MAX_ENDING
            && ending.starts_with(|c: char| c.is_ascii_alphabetic())
            && ending.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let has_ending = text.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && is_ending(ending));
    let is_rooted = ["/", "./", "../", "~/", ".\\", "..\\"].iter().any(|root| text.starts_with(root));
    let has_slash = text.contains(['/', '\\']) && text.is_ascii() && !text.contains(' ');
    !text.contains('\n') && (has_ending || is_rooted || has_slash)
}

/// The text of a file with one article: its wraps joined, a display line set apart at its top as its headline.
fn article(lines: &[Line<'_>]) -> String {
    let mut runs = lines.split(Line::is_blank).filter(|run| !run.is_empty()).peekable();
    let mut text = String::new();
    if let Some([headline]) = runs.peek()
        && is_display(*headline)
    {
        text = format!("{}\n", headline.text);
        runs.next();
    }
    for line in runs.flatten() {
        push_wrapped(&mut text, line.text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::is_path_like;

    #[test]
    fn names_of_files_are_told_from_texts() {
        for path in ["typo.txt", "我的 稿件.txt", "./稿件", "../a", "/tmp/a", "pages/typo", "C:\\a\\b", "a.markdown"]
        {
            assert!(is_path_like(path), "{path}");
        }
        for text in ["义诊进村", "同比增长5.5", "2023/2024年度", "本报讯。今天", "义诊\n见a.txt", "GDP", "", "…….完了"]
        {
            assert!(!is_path_like(text), "{text}");
        }
    }
}
