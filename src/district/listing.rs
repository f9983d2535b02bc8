//! Reads the compact list of places that is built in, a letter and names a line:
//!
//! ```text
//! c荆州市;荆州
//! d沙市区;沙市
//! s中山街道
//! ```
//!
//! A place lies in the last place above it of higher rank, which saves the parent's name in forty thousand lines.

use std::borrow::Cow;

use super::gazetteer::{Gazetteer, PlaceId};
use super::names::{FEWEST_BYTES, Names};
use super::place::{Kind, Name, Place, Rank, Use};
use crate::error::{Error, Result};

/// Stands between the names of a place.
const BETWEEN_NAMES: char = ';';
/// Begins a city that lies in no province, such as 北京市.
const MUNICIPALITY: char = 'g';
/// Begins a comment.
const COMMENT: char = '#';

/// The places above the line that is read, one a rank.
#[derive(Default)]
struct Above {
    places: [Option<PlaceId>; 4],
}

/// Reads a list of places; `name` stands in messages.
pub(super) fn read(name: &str, list: &'static str) -> Result<Gazetteer> {
    let lines = list.lines().count();
    let mut places = Vec::with_capacity(lines);
    let mut parents = Vec::with_capacity(lines);
    let mut names = Names::with_capacity(lines * 9 / 8);
    let mut above = Above::default();
    for (line, number) in list.lines().zip(1..) {
        if line.is_empty() || line.starts_with(COMMENT) {
            continue;
        }
        let error =
            || Error::row(name, number, format!("`{line}` is no kind letter with names; see the file's first lines"));
        let kind = line.chars().next().and_then(kind).ok_or_else(error)?;
        if line.starts_with(MUNICIPALITY) {
            above = Above::default();
        }
        let id = places.len();
        for (i, part) in line[1..].split(BETWEEN_NAMES).enumerate() {
            let plain = if i == 0 { Use::Canonical } else { Use::Alias };
            let part = Name::parse(Cow::Borrowed(part), plain).filter(|part| part.text.len() >= FEWEST_BYTES);
            let part = part.ok_or_else(error)?;
            if i == 0 {
                places.push(Place { name: part.text.clone(), kind });
            }
            names.add(part, id);
        }
        parents.push(above.of(kind.rank()));
        above.push(kind.rank(), id);
    }
    Ok(Gazetteer { places, parents, names, day: None })
}

impl Above {
    /// The nearest place of higher rank.
    fn of(&self, rank: Rank) -> Option<PlaceId> {
        self.places[..rank as usize].iter().rev().find_map(|place| *place)
    }

    /// Opens a place: those of its rank and below it are closed.
    fn push(&mut self, rank: Rank, id: PlaceId) {
        let rank = rank as usize;
        if let Some(places) = self.places.get_mut(rank..) {
            places.fill(None);
            if let Some(place) = places.first_mut() {
                *place = Some(id);
            }
        }
    }
}

/// The kind that a letter stands for.
fn kind(letter: char) -> Option<Kind> {
    match letter {
        'p' => Some(Kind::Province),
        'c' | MUNICIPALITY => Some(Kind::City),
        'd' => Some(Kind::District),
        'x' => Some(Kind::County),
        'y' => Some(Kind::CountyCity),
        'z' => Some(Kind::Zone),
        't' => Some(Kind::Town),
        's' => Some(Kind::Street),
        'v' => Some(Kind::Village),
        'm' => Some(Kind::Community),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_in_the_last_one_of_higher_rank() {
        let list = "# places\np湖北省\ny仙桃市\nt某镇\nc荆州市;荆州\nd沙市区\ns中山街道\nm江汉社区\nx公安县;公安?\ng北京市\nd东城区\np湖南省\n";
        let gazetteer = read("l", list).unwrap();
        let parent = |id: PlaceId| gazetteer.parents[id].map_or("", |id| gazetteer.place(id).name.as_ref());
        let parents: Vec<&str> = (0..gazetteer.places.len()).map(parent).collect();
        assert_eq!(
            parents,
            ["", "湖北省", "仙桃市", "湖北省", "荆州市", "沙市区", "中山街道", "荆州市", "", "北京市", ""]
        );
    }

    #[test]
    fn a_bad_line_is_named() {
        for list in ["q湖北省\n", "p湖\n", "p湖北省;鄂\n", "\n湖北省\n"] {
            let message = read("l", list).err().unwrap().to_string();
            assert!(message.contains("is no kind letter with names"), "{message}");
        }
    }
}
