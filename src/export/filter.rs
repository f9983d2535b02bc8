//! Choosing articles in `report.html` without a script: what is chosen in a menu is a state that styles can ask for
//! (`:has(:checked)`), and they hide every article that does not bear its class.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, html};

use super::anchor;
use super::catalogue::Catalogue;
use crate::count::month_of;

/// A menu: its id, its name, and a class and a name for each choice.
struct Menu {
    id: &'static str,
    name: &'static str,
    choices: Vec<(String, String)>,
}

/// Draws the menus over the articles.
pub(super) fn draw(catalogue: &Catalogue<'_>) -> Markup {
    let menus = menus(catalogue);
    html! {
        div.filter role="group" aria-label="筛选文章" {
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
    let months: BTreeSet<String> = catalogue.articles.iter().filter_map(|tagged| month_of(&tagged.item.date)).collect();
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
            choices: months.into_iter().map(|month| (format!("m{month}"), month)).collect(),
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
    classes.extend(month_of(&tagged.item.date).map(|month| format!("m{month}")));
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
        assert_eq!(all[0], "d2 t0");
        assert!(all[1].ends_with("m2022-06 check") && all[2].ends_with("review"), "{all:?}");
    }
}
