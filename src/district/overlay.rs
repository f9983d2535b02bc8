//! Lays a user's table over a gazetteer.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::gazetteer::{CHAIN, Gazetteer, PlaceId};
use super::place::{Place, Rank, Use};
use super::rows::Row;
use crate::error::{Error, Result, did_you_mean};
use crate::page::traditional::simplify;

impl Gazetteer {
    /// Adds rows; a row with the name and parent of a known place takes its place. Parents may be places of either.
    pub(super) fn overlay(mut self, rows: Vec<Row>) -> Result<Self> {
        refuse_doubles(&rows)?;
        let known = self.places.len();
        let ids: Vec<PlaceId> = rows.iter().map(|row| self.slot(row, known)).collect();
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            by_name.entry(&row.name).or_default().push(i);
        }
        let mut wrong = Vec::new();
        for (row, id) in rows.iter().zip(&ids) {
            let own = by_name.get(last(&row.parent)).map_or(&[][..], Vec::as_slice);
            let own = own.iter().map(|i| (ids[*i], chain_of_row(&rows[*i])));
            match self.parent(row, own, known) {
                Ok(parent) => self.parents[*id] = parent,
                Err(error) => wrong.push(error),
            }
        }
        Error::all(wrong)?;
        for (row, id) in rows.into_iter().zip(ids) {
            if id < known {
                self.names.forget(id);
            }
            self.names.add(row.canonical(), id);
            row.aliases.into_iter().for_each(|alias| self.names.add(alias, id));
        }
        Ok(self)
    }

    /// The number of the place that a row replaces, of those among the first `known`, or a new one.
    fn slot(&mut self, row: &Row, known: usize) -> PlaceId {
        let above = |id: PlaceId| self.parents[id].map_or("", |parent| self.place(parent).name.as_ref());
        let same = |id: &PlaceId| *id < known && simplify(above(*id)) == simplify(last(&row.parent));
        let place = Place { name: Cow::Owned(row.name.clone()), kind: row.kind };
        let found = self.called(&row.name).find(same);
        if let Some(id) = found {
            self.places[id] = place;
            return id;
        }
        self.places.push(place);
        self.parents.push(None);
        self.places.len() - 1
    }

    /// Places with this canonical name.
    fn called(&self, name: &str) -> impl Iterator<Item = PlaceId> {
        let canonical = self.names.bearers_of(name).filter(|bearer| bearer.by == Use::Canonical);
        canonical.map(|bearer| bearer.place)
    }

    /// The place that a row's parent cell names; `own` are the rows with that name, each with its chain.
    fn parent(
        &self,
        child: &Row,
        own: impl Iterator<Item = (PlaceId, String)>,
        known: usize,
    ) -> Result<Option<PlaceId>> {
        let wanted = &child.parent;
        if wanted.is_empty() {
            return Ok(None);
        }
        let known = self.called(last(wanted)).filter(|id| *id < known).map(|id| (id, self.chain(id)));
        let mut bearers: BTreeMap<PlaceId, String> = known.collect();
        bearers.extend(own);
        bearers.retain(|_, chain| !wanted.contains(CHAIN) || simplify(chain) == simplify(wanted));
        let is_above = |id: PlaceId| self.place(id).kind.rank() < child.kind.rank();
        if bearers.len() > 1 && bearers.keys().any(|id| is_above(*id)) {
            bearers.retain(|id, _| is_above(*id));
        }
        match bearers.pop_first() {
            None => Err(child.error(self.unknown_parent(wanted))),
            Some((_, chain)) if !bearers.is_empty() => {
                let choice: Vec<String> = std::iter::once(chain).chain(bearers.into_values()).collect();
                Err(child.error(format!("several places are called `{wanted}`; write one of {}", choice.join(", "))))
            }
            Some((id, _)) if is_above(id) => Ok(Some(id)),
            Some((id, _)) => Err(child.error(format!(
                "a {} cannot lie in `{wanted}`, which is a {}; correct one of the two",
                child.kind.as_str(),
                self.place(id).kind.as_str()
            ))),
        }
    }

    fn unknown_parent(&self, wanted: &str) -> String {
        let names = self.places.iter().filter(|place| place.kind.rank() < Rank::Township);
        let hint = did_you_mean(wanted, names.map(|place| place.name.as_ref()));
        format!("unknown parent `{wanted}`{hint}; add a row for it or correct the name")
    }
}

/// The last name of a chain.
fn last(chain: &str) -> &str {
    chain.rsplit(CHAIN).next().unwrap_or(chain)
}

fn chain_of_row(row: &Row) -> String {
    format!("{}{CHAIN}{}", last(&row.parent), row.name)
}

/// Refuses a place that stands twice.
fn refuse_doubles(rows: &[Row]) -> Result<()> {
    let mut lines: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for row in rows {
        if let Some(first) = lines.insert((&row.name, &row.parent), row.line) {
            let (name, parent) = (&row.name, &row.parent);
            return Err(row.error(format!("`{name}` in `{parent}` stands on line {first} already; keep one row")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Gazetteer, Kind, built_in};

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
        assert_eq!(gazetteer.find("长春市/朝阳区").unwrap().name, "朝阳区");
        let town = gazetteer.mentions("永春镇", None)[0].id;
        assert_eq!(gazetteer.place(gazetteer.city_of(town).unwrap()).name, "长春市");
        let message = gazetteer.home("朝阳区").unwrap_err().to_string();
        assert_eq!(message, "home `朝阳区`: several places bear this name; write one of 长春市/朝阳区, 荆州市/朝阳区");
    }

    #[test]
    fn user_rows_replace_and_extend() {
        let rows =
            "name,kind,parent,aliases\n沙市区,district,荆州市,沙头\n章华新区,zone,荆州市,\n某某林场,town,沙市区,\n";
        let gazetteer = built_in().merge("mine.csv", rows.as_bytes()).unwrap();
        assert_eq!(gazetteer.find("沙头").unwrap().name, "沙市区");
        assert_eq!(gazetteer.find("沙市"), None);
        assert_eq!(gazetteer.find("章华新区").unwrap().kind, Kind::Zone);
        for town in ["岑河镇", "某某林场"] {
            assert_eq!(gazetteer.mentions(town, None)[0].seat.unwrap().name, "沙市区");
        }
    }
}
