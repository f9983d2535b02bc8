//! The places that bianmu knows, by name and by the place they lie in.

use std::collections::BTreeMap;
use std::io::Read;

use aho_corasick::AhoCorasick;

use super::place::{Kind, Place, Rank};
use super::table::{self, Entry};
use crate::error::{Error, Result, did_you_mean};

/// A place's number in its gazetteer.
pub(super) type PlaceId = usize;

/// Stands between a place and the one above it where a name alone has several bearers: `长春市/朝阳区`.
const CHAIN: char = '/';

/// How a place comes by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The canonical name.
    Canonical,
    /// A short or former name.
    Alias,
    /// An alias that is an ordinary word too.
    Word,
}

/// A place that bears a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bearer {
    pub(super) place: PlaceId,
    pub(super) by: Use,
}

/// Places linked to the places they lie in, and an automaton that finds their names in linear time.
///
/// ```
/// use bianmu::district::Gazetteer;
/// let table = "name,kind,parent,aliases\n荆州市,city,,荆州\n沙市区,district,荆州市,沙市\n";
/// let gazetteer = Gazetteer::from_csv("districts.csv", table.as_bytes())?;
/// let mentions = gazetteer.mentions("荆州市公安局沙市区分局", None);
/// assert_eq!(mentions[1].place.name, "沙市区");
/// # Ok::<(), bianmu::error::Error>(())
/// ```
pub struct Gazetteer {
    entries: Vec<Entry>,
    parents: Vec<Option<PlaceId>>,
    names: Vec<(String, Vec<Bearer>)>,
    automaton: AhoCorasick,
}

/// A checked home of a paper: the district or city for which it writes 全区, 市委 without a name.
///
/// It belongs to the gazetteer that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    name: String,
    pub(super) kind: Kind,
    pub(super) place: PlaceId,
    pub(super) city: Option<PlaceId>,
}

impl Home {
    /// The canonical name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Gazetteer {
    /// Reads the columns `name`, `kind`, `parent` and, where present, `aliases`, `from`, `to` of a CSV table.
    ///
    /// # Errors
    ///
    /// The table is malformed, has no row, names a kind or parent that there is not, puts a place into one that is
    /// not above it, or names a place twice in the same parent.
    pub fn from_csv(name: &str, reader: impl Read) -> Result<Self> {
        Self::build(name, checked(Vec::new(), table::read(name, reader)?)?)
    }

    /// Lays a user's table over this one: a row with name and parent of a known place takes its place, every other
    /// row is added. Parents may be places of either table.
    ///
    /// # Errors
    ///
    /// As for [`Gazetteer::from_csv`].
    pub fn merge(self, name: &str, reader: impl Read) -> Result<Self> {
        Self::build(name, checked(self.entries, table::read(name, reader)?)?)
    }

    fn build(name: &str, entries: Vec<Entry>) -> Result<Self> {
        let parents = entries.iter().map(|entry| parent(&entries, entry)).collect::<Result<_>>()?;
        let names: Vec<(String, Vec<Bearer>)> = bearers(&entries).into_iter().collect();
        let automaton = AhoCorasick::new(names.iter().map(|(name, _)| name)).map_err(|error| Error::Labels {
            name: name.to_string(),
            message: format!("too many place names ({error}); take some out"),
        })?;
        Ok(Self { entries, parents, names, automaton })
    }

    /// Finds a place by canonical name or alias; of several bearers the one of highest rank. A name with two such
    /// bearers finds nothing unless the place above stands before it, `长春市/朝阳区`.
    pub fn find(&self, name: &str) -> Option<&Place> {
        self.find_id(name).map(|id| self.place(id))
    }

    /// Checks the home of a paper.
    ///
    /// # Errors
    ///
    /// The name is unknown, has several bearers, or is no district, zone or city.
    pub fn home(&self, name: &str) -> Result<Home> {
        let error = |message: String| Error::Labels { name: format!("home `{name}`"), message };
        let Some(id) = self.find_id(name) else {
            return Err(error(self.why_not_found(name)));
        };
        let place = self.place(id);
        if place.kind.level().is_none() {
            let kind = place.kind.as_str();
            return Err(error(format!("a {kind} is no home of a paper; name a district or city")));
        }
        Ok(Home { name: place.name.clone(), kind: place.kind, place: id, city: self.city_of(id) })
    }

    /// `, did you mean `…`?` for a word that names no place, or nothing.
    pub fn hint(&self, word: &str) -> String {
        let seats = self.entries.iter().map(|entry| &entry.place).filter(|place| place.kind.level().is_some());
        did_you_mean(word, seats.map(|place| place.name.as_str()))
    }

    fn why_not_found(&self, name: &str) -> String {
        let places: Vec<String> = self.entries.iter().filter(|e| e.place.name == name).map(chain).collect();
        if places.is_empty() {
            return format!("no district or city of the gazetteer{}", self.hint(name));
        }
        format!("several places bear this name; write one of {}", places.join(", "))
    }

    fn find_id(&self, name: &str) -> Option<PlaceId> {
        if name.contains(CHAIN) {
            return self.entries.iter().position(|entry| chain(entry) == name);
        }
        let bearers = self.bearers_of(name)?;
        let highest = bearers.iter().map(|bearer| self.place(bearer.place).kind.rank()).min()?;
        let mut best = bearers.iter().filter(|bearer| self.place(bearer.place).kind.rank() == highest);
        let found = best.next()?;
        best.next().is_none().then_some(found.place)
    }

    fn bearers_of(&self, name: &str) -> Option<&[Bearer]> {
        let at = self.names.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()?;
        Some(&self.names[at].1)
    }

    /// The place with this number, which must be one of this gazetteer's.
    pub(super) fn place(&self, id: PlaceId) -> &Place {
        &self.entries[id].place
    }

    /// Every name in `text` with its byte span and bearers, overlapping ones included.
    pub(super) fn names_in<'g>(&'g self, text: &str) -> impl Iterator<Item = (usize, usize, &'g [Bearer])> {
        let matches = self.automaton.find_overlapping_iter(text);
        matches.map(|found| (found.start(), found.end(), self.names[found.pattern().as_usize()].1.as_slice()))
    }

    /// The place and everything above it, lowest first.
    pub(super) fn upwards(&self, id: PlaceId) -> impl Iterator<Item = PlaceId> {
        std::iter::successors(Some(id), |id| self.parents[*id])
    }

    /// Whether `inner` is `outer` or lies in it.
    pub(super) fn lies_in(&self, inner: PlaceId, outer: PlaceId) -> bool {
        self.upwards(inner).any(|id| id == outer)
    }

    /// The county-level district, zone or city that a place is counted under; a province has none.
    pub(super) fn seat_of(&self, id: PlaceId) -> Option<PlaceId> {
        self.upwards(id).find(|id| matches!(self.place(*id).kind.rank(), Rank::County | Rank::City))
    }

    /// The prefecture-level city that a place is or lies in.
    pub(super) fn city_of(&self, id: PlaceId) -> Option<PlaceId> {
        self.upwards(id).find(|id| self.place(*id).kind == Kind::City)
    }
}

/// A place's name with the place above it, as a person writes it to be exact.
fn chain(entry: &Entry) -> String {
    format!("{}{CHAIN}{}", last(&entry.place.parent), entry.place.name)
}

/// The last name of a chain.
fn last(chain: &str) -> &str {
    chain.rsplit(CHAIN).next().unwrap_or(chain)
}

/// Lays `over` on `base`, refusing a place that stands twice in `over`.
fn checked(base: Vec<Entry>, over: Vec<Entry>) -> Result<Vec<Entry>> {
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut lines: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut entries = base;
    places.extend(entries.iter().map(key).zip(0..));
    for entry in over {
        let key = key(&entry);
        if let Some(first) = lines.insert(key.clone(), entry.line) {
            let (name, parent) = key;
            return Err(entry.error(format!("`{name}` in `{parent}` stands on line {first} already; keep one row")));
        }
        match places.get(&key) {
            Some(at) => entries[*at] = entry,
            None => entries.push(entry),
        }
    }
    Ok(entries)
}

fn key(entry: &Entry) -> (String, String) {
    (entry.place.name.clone(), entry.place.parent.clone())
}

/// Who bears which name, names in byte order.
fn bearers(entries: &[Entry]) -> BTreeMap<String, Vec<Bearer>> {
    let mut names: BTreeMap<String, Vec<Bearer>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        let bearer = Bearer { place, by: Use::Canonical };
        names.entry(entry.place.name.clone()).or_default().push(bearer);
        for alias in &entry.place.aliases {
            let by = if alias.is_word { Use::Word } else { Use::Alias };
            names.entry(alias.name.clone()).or_default().push(Bearer { place, by });
        }
    }
    names
}

/// The place that a row's parent cell names.
fn parent(entries: &[Entry], child: &Entry) -> Result<Option<PlaceId>> {
    let wanted = &child.place.parent;
    if wanted.is_empty() {
        return Ok(None);
    }
    let is_wanted =
        |entry: &Entry| if wanted.contains(CHAIN) { chain(entry) == *wanted } else { entry.place.name == *wanted };
    let bearers: Vec<PlaceId> = (0..entries.len()).filter(|id| is_wanted(&entries[*id])).collect();
    let above = |id: &PlaceId| entries[*id].place.kind.rank() < child.place.kind.rank();
    match bearers[..] {
        [] => Err(child.error(unknown_parent(entries, wanted))),
        [id] if above(&id) => Ok(Some(id)),
        [id] => Err(child.error(format!(
            "a {} cannot lie in `{wanted}`, which is a {}; correct one of the two",
            child.place.kind.as_str(),
            entries[id].place.kind.as_str()
        ))),
        _ => {
            let choice: Vec<String> = bearers.iter().map(|id| chain(&entries[*id])).collect();
            Err(child.error(format!("several places are called `{wanted}`; write one of {}", choice.join(", "))))
        }
    }
}

fn unknown_parent(entries: &[Entry], wanted: &str) -> String {
    let names = entries.iter().map(|entry| &entry.place).filter(|place| place.kind.rank() < Rank::Township);
    let hint = did_you_mean(wanted, names.map(|place| place.name.as_str()));
    format!("unknown parent `{wanted}`{hint}; add a row for it or correct the name")
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    const TABLE: &str = "name,kind,parent,aliases,from,to\n荆州市,city,,荆州,,\n沙市区,district,荆州市,沙市,,\n";

    fn error(rows: &str) -> String {
        Gazetteer::from_csv("d.csv", format!("{TABLE}{rows}").as_bytes()).err().unwrap().to_string()
    }

    #[test]
    fn errors_name_the_row_and_what_to_do() {
        assert_eq!(
            error("岑河镇,town,沙石区,,,\n"),
            "d.csv:4: unknown parent `沙石区`, did you mean `沙市区`?; add a row for it or correct the name"
        );
        assert_eq!(
            error("沙市区,district,荆州市,,,\n"),
            "d.csv:4: `沙市区` in `荆州市` stands on line 3 already; keep one row"
        );
        assert_eq!(
            error("公安县,county,沙市区,,,\n"),
            "d.csv:4: a county cannot lie in `沙市区`, which is a district; correct one of the two"
        );
    }

    #[test]
    fn a_parent_with_several_bearers_is_named_with_the_place_above() {
        let cities = "长春市,city,,,,\n朝阳区,district,长春市,,,\n朝阳区,district,荆州市,,,\n";
        let message = error(&format!("{cities}永春镇,town,朝阳区,,,\n"));
        assert_eq!(message, "d.csv:7: several places are called `朝阳区`; write one of 长春市/朝阳区, 荆州市/朝阳区");
        let table = format!("{TABLE}{cities}永春镇,town,长春市/朝阳区,,,\n");
        let gazetteer = Gazetteer::from_csv("d.csv", table.as_bytes()).unwrap();
        assert_eq!(gazetteer.find("朝阳区"), None);
        assert_eq!(gazetteer.find("长春市/朝阳区").unwrap().parent, "长春市");
        let message = gazetteer.home("朝阳区").unwrap_err().to_string();
        assert_eq!(message, "home `朝阳区`: several places bear this name; write one of 长春市/朝阳区, 荆州市/朝阳区");
    }

    #[test]
    fn user_rows_replace_and_extend() {
        let rows = "name,kind,parent,aliases\n沙市区,district,荆州市,沙市;沙头\n章华新区,zone,荆州市,\n";
        let gazetteer = built_in().merge("mine.csv", rows.as_bytes()).unwrap();
        assert_eq!(gazetteer.find("沙头").unwrap().name, "沙市区");
        assert_eq!(gazetteer.find("章华新区").unwrap().kind, Kind::Zone);
        assert_eq!(gazetteer.find("岑河镇").unwrap().parent, "沙市区");
        assert_eq!(gazetteer.mentions("岑河镇", None)[0].seat.unwrap().name, "沙市区");
    }

    #[test]
    fn a_home_is_a_district_or_city_under_any_of_its_names() {
        let gazetteer = built_in();
        for (name, expected) in
            [("沙市", "沙市区"), ("监利县", "监利市"), ("荆州", "荆州市"), ("荆州经开区", "荆州开发区")]
        {
            assert_eq!(gazetteer.home(name).unwrap().name(), expected);
        }
        let message = |name| gazetteer.home(name).unwrap_err().to_string();
        assert_eq!(message("沙巿区"), "home `沙巿区`: no district or city of the gazetteer, did you mean `沙市区`?");
        assert_eq!(message("岑河镇"), "home `岑河镇`: a town is no home of a paper; name a district or city");
    }

    #[test]
    fn a_gazetteer_is_shared_between_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&built_in());
    }
}
