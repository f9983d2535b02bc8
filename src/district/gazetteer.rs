//! The places that bianmu knows, by name and by the place they lie in.

use std::io::Read;

use super::names::Names;
use super::place::{Kind, Place, Rank};
use super::{listing, rows};
use crate::date::Day;
use crate::error::{Error, Result, did_you_mean};
use crate::page::traditional::simplify;
use crate::table::Table;

/// A place's number in its gazetteer.
pub(super) type PlaceId = usize;

/// Stands between a place and the one above it where a name alone has several bearers: `长春市/朝阳区`.
pub(super) const CHAIN: char = '/';

/// Places linked to the places they lie in, and their names.
///
/// ```
/// use bianmu::district::Gazetteer;
/// let table = "name,kind,parent,aliases\n荆州市,city,,荆州\n沙市区,district,荆州市,沙市\n";
/// let gazetteer = Gazetteer::from_csv("places.csv", table.as_bytes())?;
/// let mentions = gazetteer.mentions("荆州市公安局沙市区分局", None);
/// assert_eq!(mentions[1].place.name, "沙市区");
/// # Ok::<(), bianmu::error::Error>(())
/// ```
pub struct Gazetteer {
    pub(super) places: Vec<Place>,
    pub(super) parents: Vec<Option<PlaceId>>,
    pub(super) names: Names,
    /// The day of texts whose paper is not known.
    pub(super) day: Option<Day>,
}

/// Ends the name of a county in 内蒙古, 敖汉旗, and stands for it as 县 does elsewhere.
const BANNER: char = '旗';

/// A checked home of a paper: the district or city for which it writes 全区, 市委 without a name.
///
/// It belongs to the gazetteer that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    name: String,
    pub(super) kind: Kind,
    pub(super) place: PlaceId,
    pub(super) city: Option<PlaceId>,
    pub(super) province: Option<PlaceId>,
    /// The day on which the paper appeared.
    pub(super) day: Option<Day>,
}

impl Home {
    /// The canonical name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The word by which the paper calls its home: 全区, 县委, 我市, 旗政府.
    pub(super) fn level(&self) -> Option<char> {
        if self.name.ends_with(BANNER) { Some(BANNER) } else { self.kind.level() }
    }

    /// The home of a paper of this day: names mean the places that bore them then.
    #[must_use]
    pub fn on(&self, day: Option<Day>) -> Self {
        Self { day, ..self.clone() }
    }
}

impl Gazetteer {
    /// Reads the compact list of places that is built in; `name` stands in messages.
    ///
    /// # Errors
    ///
    /// A line is no kind letter with names, which a test rules out for `labels/places.txt`.
    pub fn from_list(name: &str, list: &'static str) -> Result<Self> {
        listing::read(name, list)
    }

    /// Reads the columns `name`, `kind`, `parent` and, where present, `aliases`, `from`, `to` of a CSV table.
    ///
    /// # Errors
    ///
    /// The table is malformed, has no row, names a kind or parent that there is not, puts a place into one that is
    /// not above it, or names a place twice in the same parent.
    pub fn from_csv(name: &str, reader: impl Read + Send) -> Result<Self> {
        let empty = Self { places: Vec::new(), parents: Vec::new(), names: Names::with_capacity(0), day: None };
        empty.merge(name, reader)
    }

    /// Lays a user's table over this one: a row with name and parent of a known place takes its place, every other
    /// row is added. Parents may be places of either table.
    ///
    /// # Errors
    ///
    /// As for [`Gazetteer::from_csv`].
    pub fn merge(self, name: &str, reader: impl Read + Send) -> Result<Self> {
        self.merge_table(Table::from_text(name, reader)?)
    }

    /// Lays a user's table of any form over this one, as [`Gazetteer::merge`] does.
    ///
    /// # Errors
    ///
    /// As for [`Gazetteer::from_csv`].
    pub fn merge_table(self, table: Table<'_>) -> Result<Self> {
        self.overlay(rows::read(table)?)
    }

    /// The gazetteer for texts of this day where no home tells theirs: names mean the places that bore them then.
    #[must_use]
    pub fn on(self, day: Option<Day>) -> Self {
        Self { day, ..self }
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
        let kind = self.place(id).kind.as_str();
        self.home_at(id).ok_or_else(|| error(format!("a {kind} is no home of a paper; name a district or city")))
    }

    /// The home that a place is, if it is a district, zone or city.
    pub(super) fn home_at(&self, id: PlaceId) -> Option<Home> {
        let Place { name, kind } = self.place(id);
        kind.level()?;
        let province = self.upwards(id).last();
        Some(Home { name: name.to_string(), kind: *kind, place: id, city: self.city_of(id), province, day: None })
    }

    /// `, did you mean `…`?` for a word that names no place, or nothing.
    pub fn hint(&self, word: &str) -> String {
        let seats = self.places.iter().filter(|place| place.kind.level().is_some());
        did_you_mean(word, seats.map(|place| place.name.as_ref()))
    }

    fn why_not_found(&self, name: &str) -> String {
        let is_bearer = |id: &PlaceId| self.place(*id).name == name && self.place(*id).kind.level().is_some();
        let places: Vec<String> = (0..self.places.len()).filter(is_bearer).map(|id| self.chain(id)).collect();
        if places.is_empty() {
            return format!("no district or city of the gazetteer{}", self.hint(name));
        }
        format!("several places bear this name; write one of {}", places.join(", "))
    }

    pub(super) fn find_id(&self, name: &str) -> Option<PlaceId> {
        let below = name.rsplit(CHAIN).next().unwrap_or(name);
        let mut bearers: Vec<PlaceId> = self.names.bearers_of(below).map(|bearer| bearer.place).collect();
        bearers.retain(|id| below == name || simplify(&self.chain(*id)) == simplify(name));
        bearers.sort_unstable();
        bearers.dedup();
        let highest = bearers.iter().map(|id| self.place(*id).kind.rank()).min()?;
        let mut best = bearers.into_iter().filter(|id| self.place(*id).kind.rank() == highest);
        let found = best.next()?;
        best.next().is_none().then_some(found)
    }

    /// A place's name with the place above it, as a person writes it to be exact.
    pub(super) fn chain(&self, id: PlaceId) -> String {
        let above = self.parents[id].map_or("", |parent| self.place(parent).name.as_ref());
        format!("{above}{CHAIN}{}", self.place(id).name)
    }

    /// The place with this number, which must be one of this gazetteer's.
    pub(super) fn place(&self, id: PlaceId) -> &Place {
        &self.places[id]
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

#[cfg(test)]
mod tests {
    use super::super::built_in;

    #[test]
    fn a_home_is_a_district_or_city_under_any_of_its_names() {
        let gazetteer = built_in();
        for (name, expected) in [
            ("沙市", "沙市区"),
            ("监利县", "监利市"),
            ("荆州", "荆州市"),
            ("荆州经开区", "荆州开发区"),
            ("长春市/朝阳区", "朝阳区"),
            ("吉林市", "吉林市"),
        ] {
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
