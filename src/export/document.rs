//! What every HTML file of ours has: a head, one look, and nothing that loads, or runs but a script of ours.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What the file may load: its own styles and nothing else, so a script in a headline could not run even
/// if one slipped through the escaping.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Colours, type and print settings that all files share.
const BASE: &str = include_str!("base.css");

/// A script of ours, with the SHA-256 of its text in base64, by which alone the policy lets it run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Script {
    pub(super) text: &'static str,
    pub(super) sha256: &'static str,
}

/// A whole file with its title, the styles that are its own, and its body.
pub(super) fn document(title: &str, style: &str, body: &Markup) -> String {
    write(title, style, body, None)
}

/// The same with a script at its end.
pub(super) fn document_with(title: &str, style: &str, body: &Markup, script: Script) -> String {
    write(title, style, body, Some(script))
}

fn write(title: &str, style: &str, body: &Markup, script: Option<Script>) -> String {
    let own = script.map_or_else(String::new, |script| format!("; script-src 'sha256-{}'", script.sha256));
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content={ (CONTENT_SECURITY_POLICY) (own) };
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(BASE)) (PreEscaped(style)) }
            }
            body {
                (body)
                @if let Some(script) = script { script { (PreEscaped(script.text)) } }
            }
        }
    };
    page.into_string()
}
