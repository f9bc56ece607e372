//! What a [`List`] holds, by what it is a list of.

use super::{Case, Code, ExprId, List, Member, PatId, PatternProperty, Property, StmtId};

impl Code {
    pub(super) fn ids(&self, list: List) -> &[u32] {
        let start = list.start as usize;
        self.lists.get(start..start + list.len as usize).unwrap_or(&[])
    }

    /// The expressions of a list: arguments, elements, template parts, JSX children.
    #[must_use]
    pub fn expr_list(&self, list: List) -> impl DoubleEndedIterator<Item = ExprId> + ExactSizeIterator + '_ {
        self.ids(list).iter().map(|&i| ExprId(i))
    }

    /// The statements of a block.
    #[must_use]
    pub fn block(&self, list: List) -> impl DoubleEndedIterator<Item = StmtId> + ExactSizeIterator + '_ {
        self.ids(list).iter().map(|&i| StmtId(i))
    }

    /// The patterns of a list: parameters, elements of an array pattern.
    #[must_use]
    pub fn pattern_list(&self, list: List) -> impl DoubleEndedIterator<Item = PatId> + ExactSizeIterator + '_ {
        self.ids(list).iter().map(|&i| PatId(i))
    }

    /// The properties of an object literal, or the attributes of a JSX element.
    #[must_use]
    pub fn property_list(&self, list: List) -> impl DoubleEndedIterator<Item = Property> + ExactSizeIterator + '_ {
        self.ids(list).iter().map(|&i| self.properties[i as usize])
    }

    /// The properties of an object pattern.
    #[must_use]
    pub fn pattern_property_list(&self, list: List) -> impl DoubleEndedIterator<Item = PatternProperty> + '_ {
        self.ids(list).iter().map(|&i| self.pattern_properties[i as usize])
    }

    /// The members of a class.
    #[must_use]
    pub fn member_list(&self, list: List) -> impl DoubleEndedIterator<Item = Member> + '_ {
        self.ids(list).iter().map(|&i| self.members[i as usize])
    }

    /// How many bytes a block spans, from its first to its last statement.
    #[must_use]
    pub fn block_size(&self, block: List) -> u32 {
        let mut statements = self.block(block);
        let Some(first) = statements.next() else { return 0 };
        let last = statements.next_back().unwrap_or(first);
        self.stmt(last).range.end.saturating_sub(self.stmt(first).range.start)
    }

    /// The cases of a `switch`.
    #[must_use]
    pub fn case_list(&self, list: List) -> impl DoubleEndedIterator<Item = Case> + '_ {
        self.ids(list).iter().map(|&i| self.cases[i as usize])
    }
}
