//! Which object rests on which: what `DROP … RESTRICT` refuses for and `CASCADE` takes along.

use super::{FunctionKey, Name, Versioned};

/// The identity of an object within one replay. It survives renames and is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u32);

/// Where an object is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// A table, view, sequence or row type, by its name.
    Relation(Name),
    /// A column of a table.
    Column(Id, String),
    /// The default of a column.
    Default(Id, String),
    /// A constraint of a table.
    Constraint(Id, String),
    /// An index of a table or materialized view.
    Index(Id, String),
    /// A policy of a table.
    Policy(Id, String),
    /// A trigger of a table or view.
    Trigger(Id, String),
    /// A function.
    Function(FunctionKey),
    /// A type.
    Type(Name),
    /// An extension.
    Extension(String),
    /// A schema.
    Schema(String),
}

/// What becomes of an object when something it rests on is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// It goes too, unasked: an index with its column.
    Auto,
    /// It stands in the way, unless `CASCADE` is given: a view on its table.
    Normal,
}

/// The edges between objects, both ways.
#[derive(Clone, Debug, Default)]
pub struct Dependencies {
    next: u32,
    homes: Versioned<Id, Home>,
    /// An object and one that it rests on.
    uses: Versioned<(Id, Id), Tie>,
    /// An object and one that rests on it.
    used_by: Versioned<(Id, Id), Tie>,
}

impl Dependencies {
    /// A new identity for an object that is kept there.
    pub fn add(&mut self, home: Home) -> Id {
        let id = Id(self.next);
        self.next += 1;
        self.homes.insert(id, home);
        id
    }

    /// Where an object is kept.
    #[must_use]
    pub fn home(&self, id: Id) -> Option<&Home> {
        self.homes.get(&id)
    }

    /// Notes that an object was renamed or moved.
    pub fn set_home(&mut self, id: Id, home: Home) {
        self.homes.insert(id, home);
    }

    /// Notes that `object` rests on `on`. The weaker tie wins: an object that goes unasked stands in nobody's way.
    pub fn tie(&mut self, object: Id, on: Id, tie: Tie) {
        if object == on {
            return;
        }
        let tie = self.uses.get(&(object, on)).map_or(tie, |old| tie.min(*old));
        self.uses.insert((object, on), tie);
        self.used_by.insert((on, object), tie);
    }

    /// What rests on an object.
    pub fn dependents(&self, id: Id) -> impl Iterator<Item = (Id, Tie)> {
        of(&self.used_by, id)
    }

    /// What an object rests on.
    pub fn uses(&self, id: Id) -> impl Iterator<Item = (Id, Tie)> {
        of(&self.uses, id)
    }

    /// Forgets what an object rests on: it was redefined.
    pub fn untie(&mut self, id: Id) {
        let uses: Vec<Id> = self.uses(id).map(|(on, _)| on).collect();
        for on in uses {
            self.untie_from(id, on);
        }
    }

    /// Forgets that an object rests on another.
    pub fn untie_from(&mut self, object: Id, on: Id) {
        self.uses.remove(&(object, on));
        self.used_by.remove(&(on, object));
    }

    /// Forgets an object.
    pub fn remove(&mut self, id: Id) {
        self.untie(id);
        let dependents: Vec<Id> = self.dependents(id).map(|(object, _)| object).collect();
        for object in dependents {
            self.untie_from(object, id);
        }
        self.homes.remove(&id);
    }

    pub(crate) fn mark(&mut self) -> [usize; 3] {
        [self.homes.mark(), self.uses.mark(), self.used_by.mark()]
    }

    pub(crate) fn rollback(&mut self, [homes, uses, used_by]: [usize; 3]) {
        self.homes.rollback(homes);
        self.uses.rollback(uses);
        self.used_by.rollback(used_by);
    }

    pub(crate) fn commit(&mut self) {
        self.homes.commit();
        self.uses.commit();
        self.used_by.commit();
    }
}

/// The pairs that begin with an object.
fn of(pairs: &Versioned<(Id, Id), Tie>, id: Id) -> impl Iterator<Item = (Id, Tie)> {
    pairs.range((id, Id(0))..=(id, Id(u32::MAX))).map(|((_, other), tie)| (*other, *tie))
}

#[cfg(test)]
mod tests {
    use super::{Dependencies, Home, Tie};

    #[test]
    fn the_weaker_tie_wins_and_removal_forgets_both_ways() {
        let mut all = Dependencies::default();
        let table = all.add(Home::Schema("a".into()));
        let view = all.add(Home::Schema("b".into()));
        all.tie(view, table, Tie::Normal);
        all.tie(view, table, Tie::Auto);
        all.tie(view, table, Tie::Normal);
        assert_eq!(all.dependents(table).collect::<Vec<_>>(), [(view, Tie::Auto)]);
        all.remove(view);
        assert_eq!(all.dependents(table).count(), 0);
    }
}
