//! Choosing articles in `report.html`. Menus need no script: what is chosen in one is a state that styles can ask for
//! (`:has(:checked)`), and they hide every article that does not bear its class. Searching needs one, and its field shows
//! only where scripts run.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, html};

use super::anchor;
use super::catalogue::Catalogue;
use super::document::Script;
use crate::count::{UNTAGGED, month_of};
use crate::tag::TaggedItem;

/// Hides the articles whose headlines, facts and tags do not have all the words of the field.
pub(super) const SEARCH: Script =
    Script { text: include_str!("search.js"), sha256: "Y9dVphffW3vQBik54xwL61IMtKTeE+XUU1AXneXmF0Q=" };

/// A menu: its id, its name, and a class and a name for each choice.
struct Menu {
    id: &'static str,
    name: &'static str,
    choices: Vec<(String, String)>,
}

/// The class of an article without month.
const UNDATED: &str = "undated";

/// Draws the menus over the articles.
pub(super) fn draw(catalogue: &Catalogue<'_>) -> Markup {
    let menus = menus(catalogue);
    html! {
        div.filter role="group" aria-label="筛选文章" {
            label hidden {
                "搜索 "
                input id="search" type="search" autocomplete="off" placeholder="标题、作者、地区、主题";
            }
            @for menu in &menus {
                label {
                    (menu.name) " "
                    select id=(menu.id) autocomplete="off" {
                        option value="" { "全部" }
                        @for (class, name) in &menu.choices { option value=(class) { (name) } }
                    }
                }
            }
        }
        style { (PreEscaped(rules(&menus))) }
    }
}

/// A rule for each choice. Ids and classes are ours, so nothing printed gets into the styles.
fn rules(menus: &[Menu]) -> String {
    let rule = |menu: &Menu, class: &str| {
        let id = menu.id;
        format!("body:has(#{id} [value={class}]:checked) .articles article:not(.{class}){{display:none}}\n")
    };
    menus.iter().flat_map(|menu| menu.choices.iter().map(move |(class, _)| rule(menu, class))).collect()
}

fn menus(catalogue: &Catalogue<'_>) -> [Menu; 4] {
    let matrix = &catalogue.matrix;
    let of = |name: &str, articles: usize| format!("{name}（{articles}）");
    let districts = matrix.districts.iter().enumerate();
    let topics = matrix.topics.iter().enumerate().filter(|(place, _)| !catalogue.of_topic(*place).is_empty());
    let months: BTreeSet<String> =
        catalogue.articles.iter().filter_map(|tagged| month_of(tagged.item.counted_date())).collect();
    let is_undated = |tagged: &&TaggedItem| month_of(tagged.item.counted_date()).is_none();
    let undated = catalogue.articles.iter().any(is_undated).then(|| (UNDATED.to_string(), UNTAGGED.to_string()));
    [
        Menu {
            id: "in-district",
            name: "地区",
            choices: districts
                .map(|(row, name)| (anchor::district(row), of(name, catalogue.of_district(row).len())))
                .collect(),
        },
        Menu {
            id: "in-topic",
            name: "主题",
            choices: topics
                .map(|(column, topic)| (anchor::topic(column), of(&topic.name, catalogue.of_topic(column).len())))
                .collect(),
        },
        Menu {
            id: "in-month",
            name: "月份",
            choices: months.into_iter().map(|month| (format!("m{month}"), month)).chain(undated).collect(),
        },
        Menu {
            id: "in-doubt",
            name: "核对",
            choices: [("review", "待核"), ("check", "存疑")].map(|(class, name)| (class.into(), name.into())).to_vec(),
        },
    ]
}

/// The classes that an article bears, one for each choice that shows it.
pub(super) fn classes(catalogue: &Catalogue<'_>, place: usize) -> String {
    let tagged = catalogue.articles[place];
    let (rows, columns) = catalogue.cells_of(place);
    let mut classes: Vec<String> = rows.iter().map(|row| anchor::district(*row)).collect();
    classes.extend(columns.iter().map(|column| anchor::topic(*column)));
    let month = month_of(tagged.item.counted_date());
    classes.push(month.map_or_else(|| UNDATED.to_string(), |month| format!("m{month}")));
    let marks = [(!tagged.review.is_empty(), "review"), (tagged.item.check, "check")];
    classes.extend(marks.iter().filter(|(holds, _)| *holds).map(|(_, class)| (*class).to_string()));
    classes.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::{Column, Counts, Weight};
    use crate::export::Batch;
    use crate::export::provenance::Provenance;
    use crate::export::sample;

    #[test]
    fn the_policy_knows_the_script_by_its_hash() {
        use sha2::{Digest, Sha256};
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let bits: String = Sha256::digest(SEARCH.text).iter().map(|byte| format!("{byte:08b}")).collect();
        let letter = |six: &[u8]| {
            let six = format!("{:0<6}", std::str::from_utf8(six).unwrap());
            char::from(LETTERS[usize::from_str_radix(&six, 2).unwrap()])
        };
        let base64: String = bits.as_bytes().chunks(6).map(letter).collect();
        assert_eq!(format!("{base64}="), SEARCH.sha256, "write the new hash beside the script");
        assert!(!SEARCH.text.contains("</"));
    }

    #[test]
    fn every_choice_shows_the_articles_that_bear_its_class_and_no_name_is_in_the_rules() {
        let mut items = sample::batch();
        items[0].districts = vec!["]{}<style>".into()];
        items[0].item.date = "2022-0<".into();
        let (topics, provenance) = (sample::topics(), Provenance::default());
        let printed = Counts::of(&Column::DEFAULT, &items);
        let batch = Batch::new(&items, &topics, printed, Weight::Whole, &provenance).unwrap();
        let catalogue = Catalogue::new(&batch).unwrap();
        let all: Vec<String> = (0..catalogue.articles.len()).map(|place| classes(&catalogue, place)).collect();
        let menus = menus(&catalogue);
        for (class, _) in menus.iter().flat_map(|menu| &menu.choices) {
            assert!(all.iter().any(|classes| classes.split(' ').any(|own| own == class)), "{class} in {all:?}");
        }
        assert!(!rules(&menus).contains('<') && !rules(&menus).contains("]{}"));
        assert_eq!(all[0], "d2 t0 undated");
        assert!(all[1].ends_with("m2022-06 check") && all[2].ends_with("review"), "{all:?}");
    }
}
