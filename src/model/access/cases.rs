//! What a condition takes to hold, as alternatives of requirements.
//!
//! A condition is not evaluated to a truth value but to the *cases* in which it holds: a disjunction of conjunctions.
//! What they are about are nodes: the caller, the row that is judged, and rows of subqueries. A case says which nodes
//! are compared with each other, which rows must meet a condition of their own, and whether the caller must hold
//! something (a role, a claim, a row somewhere). Rows of a subquery are projected away when it ends: if they tied the
//! caller to the row, the tie stays.

use std::{collections::BTreeSet, rc::Rc};

/// A set of nodes, one bit each.
pub(super) type Nodes = u64;

/// The caller.
pub(super) const CALLER: Nodes = 1;
/// The row that is judged.
pub(super) const ROW: Nodes = 2;
/// How many nodes there can be at a time.
pub(super) const MAX_NODES: u32 = 60;

/// More alternatives than this are not told apart; the strictest go first.
const MAX_CASES: usize = 40;

/// One way for a condition to hold: everything it names is required together.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Case {
    /// Nodes that are compared with each other; the sets are disjoint and have two members or more.
    pub links: Vec<Nodes>,
    /// Rows that must meet a condition of their own.
    pub filtered: Nodes,
    /// The caller must hold something that an account does not have by birth.
    pub holds: bool,
    /// What ties the caller to the row is a third row, which he must have: a membership.
    pub through: bool,
    /// It rests on the state of rows that have nothing to do with the judged one.
    pub state: bool,
    /// It rests on something that could not be read.
    pub unknown: bool,
    /// Columns of the judged row that are compared with something beyond the row itself.
    pub ties: BTreeSet<Rc<str>>,
}

/// Alternatives; none: it never holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cases(Vec<Case>);

/// When a condition is true, false, and neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Truth {
    pub yes: Cases,
    pub no: Cases,
    pub null: Cases,
}

impl Case {
    /// Everything that both ask.
    fn and(&self, other: &Self) -> Self {
        let mut links = self.links.clone();
        for &link in &other.links {
            add_link(&mut links, link);
        }
        Self {
            links,
            filtered: self.filtered | other.filtered,
            holds: self.holds || other.holds,
            through: self.through || other.through,
            state: self.state || other.state,
            unknown: self.unknown || other.unknown,
            ties: self.ties.union(&other.ties).cloned().collect(),
        }
    }

    /// Whether everything this asks is asked by `other` too.
    fn is_implied_by(&self, other: &Self) -> bool {
        let linked = |link: &Nodes| other.links.iter().any(|wider| wider & link == *link);
        self.links.iter().all(linked)
            && self.filtered & !other.filtered == 0
            && (!self.holds || other.holds && self.is_tied() == other.is_tied())
            // A tie through other rows is not the tie of the row itself: friends are more than oneself.
            && (self.through == other.through || !self.through && !self.is_tied())
            && (!self.state || other.state)
            && (!self.unknown || other.unknown)
            && self.ties.is_subset(&other.ties)
    }

    /// The nodes that `nodes` are connected with, themselves included.
    pub(super) fn connected(&self, nodes: Nodes) -> Nodes {
        self.links.iter().filter(|&&link| link & nodes != 0).fold(nodes, |all, link| all | link)
    }

    /// Whether the caller and the judged row are connected.
    pub(super) fn is_tied(&self) -> bool {
        self.links.iter().any(|link| link & CALLER != 0 && link & ROW != 0)
    }

    /// The same without the rows of a subquery that ends.
    pub(super) fn without(&self, inner: Nodes) -> Self {
        let mut out =
            Self { links: Vec::new(), filtered: self.filtered & !inner, ties: self.ties.clone(), ..self.clone() };
        out.state |= self.filtered & inner & !self.connected(!inner) != 0;
        for &link in &self.links {
            let outer = link & !inner;
            if link & inner == 0 {
                out.links.push(link);
                continue;
            }
            match (outer.count_ones(), outer & CALLER != 0) {
                (0, _) => out.state = true,
                (1, true) => out.holds = true,
                (1, false) => out.filtered |= outer,
                (_, by_caller) => {
                    out.through |= by_caller;
                    out.holds |= by_caller && self.filtered & inner & link != 0;
                    out.links.push(outer);
                }
            }
        }
        out
    }

    /// The same about another row: the judged row becomes `node`, which keeps no names of columns.
    fn about(&self, node: Nodes) -> Self {
        let swap = |nodes: Nodes| if nodes & ROW == 0 { nodes } else { nodes & !ROW | node };
        Self {
            links: self.links.iter().copied().map(swap).collect(),
            filtered: swap(self.filtered),
            ties: BTreeSet::new(),
            ..self.clone()
        }
    }

    /// When it does not hold.
    fn negated(&self) -> Cases {
        let rests_on_caller = self.holds || self.links.iter().any(|link| link & CALLER != 0);
        if rests_on_caller {
            return Cases::always();
        }
        if self.unknown {
            return Cases::unknown();
        }
        let filtered = self.links.iter().fold(self.filtered, |all, link| all | link);
        if filtered == 0 && !self.state {
            return Cases::never();
        }
        Cases(vec![Self { filtered, state: self.state, ..Self::default() }])
    }

    fn weight(&self) -> u32 {
        let ones: u32 = self.links.iter().map(|link| link.count_ones() * 4).sum();
        ones + self.filtered.count_ones() + u32::from(self.holds) * 4 + u32::from(self.state) + u32::from(self.unknown)
    }
}

impl Cases {
    /// It never holds.
    pub(super) fn never() -> Self {
        Self(Vec::new())
    }

    /// It always holds.
    pub(super) fn always() -> Self {
        Self(vec![Case::default()])
    }

    /// It cannot be told when it holds.
    pub(super) fn unknown() -> Self {
        Self(vec![Case { unknown: true, ..Case::default() }])
    }

    /// A single alternative.
    pub(super) fn one(case: Case) -> Self {
        Self(vec![case])
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Case> {
        self.0.iter()
    }

    pub(super) fn is_never(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn is_always(&self) -> bool {
        self.0.iter().any(|case| *case == Case::default())
    }

    /// When both hold.
    pub(super) fn and(&self, other: &Self) -> Self {
        if self.is_always() && self.0.len() == 1 {
            return other.clone();
        }
        if other.is_always() && other.0.len() == 1 {
            return self.clone();
        }
        let mut out = Self::never();
        for a in &self.0 {
            for b in &other.0 {
                out.add(a.and(b));
            }
        }
        out.limited()
    }

    /// When one of the two holds.
    pub(super) fn or(&self, other: &Self) -> Self {
        let mut out = self.clone();
        for case in &other.0 {
            out.add(case.clone());
        }
        out.limited()
    }

    /// When it does not hold.
    pub(super) fn negated(&self) -> Self {
        self.0.iter().fold(Self::always(), |all, case| all.and(&case.negated()))
    }

    /// The same without the rows of a subquery that ends.
    pub(super) fn without(&self, inner: Nodes) -> Self {
        self.map(|case| case.without(inner))
    }

    /// The same about another row than the judged one.
    pub(super) fn about(&self, node: Nodes) -> Self {
        self.map(|case| case.about(node))
    }

    pub(super) fn map(&self, change: impl Fn(&Case) -> Case) -> Self {
        let mut out = Self::never();
        for case in &self.0 {
            out.add(change(case));
        }
        out
    }

    fn add(&mut self, case: Case) {
        if self.0.iter().any(|known| known.is_implied_by(&case)) {
            return;
        }
        self.0.retain(|known| !case.is_implied_by(known));
        self.0.push(case);
    }

    fn limited(mut self) -> Self {
        if self.0.len() > MAX_CASES {
            self.0.sort_by_key(Case::weight);
            self.0.truncate(MAX_CASES);
        }
        self
    }
}

impl Truth {
    pub(super) fn constant(value: bool) -> Self {
        let (yes, no) = if value { (Cases::always(), Cases::never()) } else { (Cases::never(), Cases::always()) };
        Self { yes, no, null: Cases::never() }
    }

    pub(super) fn null() -> Self {
        Self { null: Cases::always(), ..Self::default() }
    }

    pub(super) fn unknown() -> Self {
        Self { yes: Cases::unknown(), no: Cases::unknown(), null: Cases::never() }
    }

    /// True in these cases, else false.
    pub(super) fn when(yes: Cases) -> Self {
        Self { no: yes.negated(), yes, null: Cases::never() }
    }

    /// A comparison of values that are made from these nodes.
    ///
    /// `ties` tells equality and its like, which connect what they compare, from orderings, which do not.
    pub(super) fn relation(nodes: Nodes, ties: bool, columns: &BTreeSet<Rc<str>>) -> Self {
        let others = nodes & !CALLER;
        let mut case = Case::default();
        if nodes == 0 {
            case.state = true;
        } else if others == 0 {
            case.holds = true;
        } else if nodes.is_power_of_two() || !ties {
            case.filtered = others;
            case.holds = nodes & CALLER != 0;
        } else {
            case.links = vec![nodes];
            case.ties.clone_from(columns);
        }
        let no = case.negated();
        Self { yes: Cases::one(case), no, null: Cases::never() }
    }

    pub(super) fn not(self) -> Self {
        Self { yes: self.no, no: self.yes, null: self.null }
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        let null = self.null.and(&other.null).or(&self.null.and(&other.yes)).or(&self.yes.and(&other.null));
        Self { yes: self.yes.and(&other.yes), no: self.no.or(&other.no), null }
    }

    pub(super) fn or(self, other: Self) -> Self {
        self.not().and(&other.not()).not()
    }

    /// The same where `when` holds, and nothing at all elsewhere.
    pub(super) fn given(&self, when: &Cases) -> Self {
        Self { yes: self.yes.and(when), no: self.no.and(when), null: self.null.and(when) }
    }

    /// This or that, whichever applies.
    pub(super) fn merged(&self, other: &Self) -> Self {
        Self { yes: self.yes.or(&other.yes), no: self.no.or(&other.no), null: self.null.or(&other.null) }
    }
}

/// Adds a set of nodes that are compared with each other, joining the sets that it meets.
fn add_link(links: &mut Vec<Nodes>, link: Nodes) {
    let mut joined = link;
    links.retain(|&known| {
        let meets = known & link != 0;
        if meets {
            joined |= known;
        }
        !meets
    });
    links.push(joined);
    links.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBER: Nodes = 4;

    fn relation(nodes: Nodes) -> Truth {
        Truth::relation(nodes, true, &BTreeSet::new())
    }

    #[test]
    fn a_membership_ties_the_caller_to_the_row() {
        let both = relation(CALLER | MEMBER).and(&relation(MEMBER | ROW));
        let outside = both.yes.without(MEMBER);
        let case = outside.iter().next().expect("one case");
        assert!(case.is_tied() && case.through && !case.holds);
    }

    #[test]
    fn a_row_of_the_caller_elsewhere_is_a_role() {
        let outside = relation(CALLER | MEMBER).and(&relation(MEMBER)).yes.without(MEMBER);
        let case = outside.iter().next().expect("one case");
        assert!(case.holds && !case.is_tied());
        assert!(outside.negated().is_always(), "a stranger has no such row");
    }

    #[test]
    fn a_role_does_not_hide_a_membership() {
        let role = relation(CALLER).yes;
        let admin = relation(CALLER | MEMBER).and(&relation(MEMBER | ROW)).and(&relation(MEMBER)).yes.without(MEMBER);
        assert_eq!(role.or(&admin).iter().count(), 2);
    }

    #[test]
    fn weaker_alternatives_absorb_stricter_ones() {
        let own = relation(CALLER | ROW);
        let own_published = own.and(&relation(ROW));
        assert_eq!(own.yes.or(&own_published.yes), own.yes);
        assert!(own.yes.or(&Cases::always()).is_always());
    }

    #[test]
    fn negation_of_a_row_condition_stays_one() {
        let published = relation(ROW);
        assert_eq!(published.yes, published.no);
        assert!(relation(CALLER | ROW).no.is_always(), "rows of others are not the stranger's");
        assert!(Truth::constant(true).not().yes.is_never());
    }
}
