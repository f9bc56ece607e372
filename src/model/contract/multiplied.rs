//! Sums that a join multiplies, of the functions and views that something asks.

use crate::{
    model::{
        Project,
        routines::{Multiplied, Routines, sums_of_view},
        schema::{Name, Schema},
    },
    source::span::Span,
};

/// A function or view whose sum is too great.
#[derive(Clone, Debug)]
pub struct MultipliedSum {
    /// The function or view.
    pub name: Name,
    /// The statement that made it.
    pub at: Span,
    /// The sum, the worst of several.
    pub sum: Multiplied,
    /// Whether it is one of money.
    pub is_money: bool,
}

impl Project {
    /// The functions and views that something in the repository asks, and that add up rows which a join gives several times.
    #[must_use]
    pub fn multiplied_sums(&self) -> Vec<MultipliedSum> {
        let mut found = Vec::new();
        let live = self.live_databases().iter().zip(&self.routines);
        let meant = self.meant.iter().map(|meant| (&meant.schema, &meant.routines));
        let all: Vec<(&Schema, &Routines)> = live.chain(meant).collect();
        for (index, &(schema, routines)) in all.iter().enumerate() {
            let before = all.get(..index).unwrap_or_default();
            let is_first = |name: &Name| !before.iter().any(|(other, _)| other.makes(name));
            for (key, function) in schema.functions.iter().filter(|(key, _)| is_first(&key.name)) {
                let sums = routines.get(key).map(|routine| routine.multiplied.as_slice()).unwrap_or_default();
                if let (Some(at), Some((sum, is_money))) = (function.at, self.worst_sum(sums))
                    && (self.is_named_in_code(&key.name.name) || routines.callers(key).next().is_some())
                {
                    found.push(MultipliedSum { name: key.name.clone(), at, sum, is_money });
                }
            }
            for (name, view) in schema.views().filter(|(name, _)| is_first(name)) {
                if let (Some(at), Some((sum, is_money))) = (view.at, self.worst_sum(&sums_of_view(schema, view)))
                    && self.is_read(schema, routines.all().any(|routine| routine.reads.contains(name)), name)
                {
                    found.push(MultipliedSum { name: name.clone(), at, sum, is_money });
                }
            }
        }
        found
    }

    fn is_read(&self, schema: &Schema, by_routine: bool, view: &Name) -> bool {
        by_routine
            || self.asked_tables.contains(&view.name)
            || schema.views().any(|(other, reader)| other != view && reader.reads.contains(view))
    }

    fn is_named_in_code(&self, name: &str) -> bool {
        let mut files = self.code_files().filter(|(_, file, _)| file.role.is_production());
        files.any(|(_, _, code)| code.texts().any(|text| text == name))
    }

    /// The sum that does most harm, and whether it is one of money. What is offered at a price is sold once for each row
    /// that it is joined with: that sum is meant.
    fn worst_sum(&self, sums: &[Multiplied]) -> Option<(Multiplied, bool)> {
        let columns = &self.vocab.columns;
        let is_money = |sum: &Multiplied| {
            sum.function != "count" && columns.money.has(&sum.column) && !columns.offer.has(&sum.column)
        };
        let is_sold =
            |sum: &Multiplied| columns.offer.has(&sum.column) || self.vocab.tables.catalogue.has(&sum.of.name);
        let mut certain: Vec<&Multiplied> =
            sums.iter().filter(|sum| sum.beside || sum.function == "count" || is_money(sum) && !is_sold(sum)).collect();
        certain.sort_by_key(|sum| (!is_money(sum), (*sum).clone()));
        certain.first().map(|&sum| (sum.clone(), is_money(sum)))
    }
}
