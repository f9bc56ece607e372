//! Which object rests on which: what `DROP … RESTRICT` refuses for and `CASCADE` takes along.

use std::collections::BTreeMap;

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
    /// From an object to what it rests on.
    uses: Versioned<Id, BTreeMap<Id, Tie>>,
    /// From an object to what rests on it.
    used_by: Versioned<Id, BTreeMap<Id, Tie>>,
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
        let tie = self.uses.get(&object).and_then(|u| u.get(&on)).map_or(tie, |old| tie.min(*old));
        entry(&mut self.uses, object).map(|u| u.insert(on, tie));
        entry(&mut self.used_by, on).map(|u| u.insert(object, tie));
    }

    /// What rests on an object.
    pub fn dependents(&self, id: Id) -> impl Iterator<Item = (Id, Tie)> {
        self.used_by.get(&id).into_iter().flatten().map(|(id, tie)| (*id, *tie))
    }

    /// What an object rests on.
    pub fn uses(&self, id: Id) -> impl Iterator<Item = (Id, Tie)> {
        self.uses.get(&id).into_iter().flatten().map(|(id, tie)| (*id, *tie))
    }

    /// Forgets what an object rests on: it was redefined.
    pub fn untie(&mut self, id: Id) {
        let Some(uses) = self.uses.remove(&id) else { return };
        for on in uses.keys() {
            if let Some(dependents) = self.used_by.get_mut(on) {
                dependents.remove(&id);
            }
        }
    }

    /// Forgets that an object rests on another.
    pub fn untie_from(&mut self, object: Id, on: Id) {
        if let Some(uses) = self.uses.get_mut(&object) {
            uses.remove(&on);
        }
        if let Some(dependents) = self.used_by.get_mut(&on) {
            dependents.remove(&object);
        }
    }

    /// Forgets an object.
    pub fn remove(&mut self, id: Id) {
        self.untie(id);
        if let Some(dependents) = self.used_by.remove(&id) {
            for object in dependents.keys() {
                if let Some(uses) = self.uses.get_mut(object) {
                    uses.remove(&id);
                }
            }
        }
        self.homes.remove(&id);
    }

    pub(crate) fn mark(&self) -> [usize; 3] {
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

fn entry(map: &mut Versioned<Id, BTreeMap<Id, Tie>>, id: Id) -> Option<&mut BTreeMap<Id, Tie>> {
    if !map.contains(&id) {
        map.insert(id, BTreeMap::new());
    }
    map.get_mut(&id)
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
