//! What statements that fail would have done, had they not failed.
//!
//! The schema is the database in which a failed statement changed nothing. The database that users meet may differ: the
//! statement was mended by hand, or what it missed had been made in a dashboard. So "is not there" is not known where a
//! statement that fails would have made it, and "is there" where one would have taken it away.

use std::collections::BTreeMap;

use super::{Command, Name, Part};
use crate::source::span::Span;

/// One thing that statements which fail would have changed: a part of a relation or function, and its name in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    /// The relation, function, or what else carries the name.
    pub of: Name,
    /// Which part of it.
    pub part: Part,
    /// The name of the column or policy, the function of a trigger, the roles of a grant, the columns of an index; empty
    /// where the part is one thing, or the name is not known.
    pub name: String,
}

/// What would have become of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Callers might reach more: a permissive policy, a grant.
    pub widens: bool,
    /// Callers might reach less: row security, a restrictive policy, a revoke.
    pub narrows: bool,
    /// The command that a policy is for.
    pub command: Command,
    /// The first statement that fails.
    pub at: Span,
}

/// The things that statements which fail would have changed, and that no later statement settles.
#[derive(Clone, Debug, Default)]
pub struct Withheld {
    things: BTreeMap<Thing, Effect>,
}

impl Withheld {
    /// Whether nothing is in doubt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// All things, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&Thing, &Effect)> {
        self.things.iter()
    }

    /// The things of one part of a relation or function.
    pub fn of<'w>(&'w self, of: &'w Name, part: Part) -> impl Iterator<Item = (&'w str, &'w Effect)> {
        let first = Thing { of: of.clone(), part, name: String::new() };
        let same = move |thing: &Thing| thing.of == *of && thing.part == part;
        self.things.range(first..).take_while(move |(thing, _)| same(thing)).map(|(t, e)| (t.name.as_str(), e))
    }

    /// Whether any thing of a part is in doubt.
    #[must_use]
    pub fn touches(&self, of: &Name, part: Part) -> bool {
        self.of(of, part).next().is_some()
    }

    /// Whether a thing of this part and name is in doubt.
    #[must_use]
    pub fn has(&self, of: &Name, part: Part, name: &str) -> bool {
        self.of(of, part).any(|(held, _)| held == name)
    }

    /// Whether an index that begins with one of these columns is in doubt.
    #[must_use]
    pub fn may_index(&self, of: &Name, columns: &[&str]) -> bool {
        let begins = |keys: &str| keys.is_empty() || keys.split(',').next().is_some_and(|key| columns.contains(&key));
        self.of(of, Part::Indexes).any(|(keys, _)| begins(keys))
    }

    /// Whether callers may reach more of a relation, or less, than its part says.
    #[must_use]
    pub fn may_widen(&self, of: &Name, part: Part, command: Command) -> bool {
        self.of(of, part).any(|(_, effect)| effect.widens && covers(effect, command))
    }

    /// Whether callers may reach less of a relation than its part says.
    #[must_use]
    pub fn may_narrow(&self, of: &Name, part: Part, command: Command) -> bool {
        self.of(of, part).any(|(_, effect)| effect.narrows && covers(effect, command))
    }

    /// A statement that would have done this fails.
    pub(crate) fn add(&mut self, thing: Thing, effect: Effect) {
        let held = self.things.entry(thing).or_insert(effect);
        held.widens |= effect.widens;
        held.narrows |= effect.narrows;
        if held.command != effect.command {
            held.command = Command::All;
        }
    }

    /// A later statement does it: no doubt is left.
    pub(crate) fn settle(&mut self, thing: &Thing) {
        self.things.remove(thing);
    }

    /// A relation is gone, in whatever state it was: nothing of it is in doubt.
    pub(crate) fn forget(&mut self, of: &Name) {
        self.things.retain(|thing, _| thing.of != *of);
    }

    /// A relation has a new name.
    pub(crate) fn rename(&mut self, old: &Name, new: &Name) {
        let moved: Vec<(Thing, Effect)> = self.things.extract_if(.., |thing, _| thing.of == *old).collect();
        for (thing, effect) in moved {
            self.add(Thing { of: new.clone(), ..thing }, effect);
        }
    }
}

fn covers(effect: &Effect, command: Command) -> bool {
    effect.command.covers(command) || command == Command::All
}

#[cfg(test)]
mod tests {
    use super::{Effect, Thing, Withheld};
    use crate::{
        model::schema::{Command, Name, Part},
        source::span::{FileId, Range},
    };

    fn policy(name: &str) -> Thing {
        Thing { of: Name::new("public", "notes"), part: Part::Policies, name: name.to_owned() }
    }

    fn for_command(command: Command) -> Effect {
        Effect { widens: true, narrows: false, command, at: Range::default().in_file(FileId(0)) }
    }

    #[test]
    fn a_policy_that_fails_leaves_its_own_command_in_doubt() {
        let mut withheld = Withheld::default();
        withheld.add(policy("mine"), for_command(Command::Select));
        let notes = Name::new("public", "notes");
        assert!(withheld.may_widen(&notes, Part::Policies, Command::Select));
        assert!(!withheld.may_widen(&notes, Part::Policies, Command::Insert));
        assert!(!withheld.may_narrow(&notes, Part::Policies, Command::Select));
        withheld.settle(&policy("mine"));
        assert!(withheld.is_empty());
    }

    #[test]
    fn what_is_dropped_is_in_no_doubt() {
        let mut withheld = Withheld::default();
        withheld.add(policy("mine"), for_command(Command::All));
        withheld.forget(&Name::new("public", "pages"));
        assert!(!withheld.is_empty());
        withheld.forget(&Name::new("public", "notes"));
        assert!(withheld.is_empty());
    }

    #[test]
    fn doubts_follow_a_table_to_its_new_name() {
        let mut withheld = Withheld::default();
        withheld.add(policy("mine"), for_command(Command::All));
        withheld.rename(&Name::new("public", "notes"), &Name::new("public", "pages"));
        assert!(!withheld.touches(&Name::new("public", "notes"), Part::Policies));
        assert!(withheld.has(&Name::new("public", "pages"), Part::Policies, "mine"));
    }
}
