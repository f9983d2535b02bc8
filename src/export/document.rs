//! What every HTML file of ours has: a head, one look, and nothing that runs or loads.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What the file may load: its own styles and nothing else, so a script in a headline could not run even
/// if one slipped through the escaping.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Colours, type and print settings that all files share.
const BASE: &str = include_str!("base.css");

/// A whole file with its title, the styles that are its own, and its body.
pub(super) fn document(title: &str, style: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(CONTENT_SECURITY_POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(BASE)) (PreEscaped(style)) }
            }
            body { (body) }
        }
    };
    page.into_string()
}
