//! An ordered map that can go back: what makes a failed statement, or the body of an `EXCEPTION` block, change nothing.

use std::{borrow::Borrow, collections::BTreeMap, ops::RangeBounds, sync::Arc};

/// An ordered map of shared values with an undo journal.
///
/// Cloning a value happens only when it is changed, and costs that value, never the map: a migration that touches one
/// table of a thousand pays for one.
#[derive(Clone, Debug)]
pub struct Versioned<K, V> {
    map: BTreeMap<K, Arc<V>>,
    journal: Vec<(K, Option<Arc<V>>)>,
    /// The last point to go back to.
    marked: usize,
}

impl<K: Ord + Clone, V: Clone> Versioned<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.map.get(key).map(Arc::as_ref).map(work::done)
    }

    /// Whether the key is there.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        work::done(self.map.contains_key(key))
    }

    /// All entries, in the order of their keys.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.map.iter().map(|(k, v)| work::done((k, v.as_ref())))
    }

    /// All values, in the order of their keys.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.map.values().map(|v| work::done(v.as_ref()))
    }

    /// The entries with keys in a range.
    pub fn range<R: RangeBounds<K>>(&self, range: R) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.map.range(range).map(|(k, v)| work::done((k, v.as_ref())))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Sets a value.
    pub fn insert(&mut self, key: K, value: V) {
        let old = self.map.insert(key.clone(), Arc::new(value));
        self.journal.push((key, old));
    }

    /// Takes an entry away.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<Arc<V>>
    where
        K: Borrow<Q>,
    {
        let (key, old) = self.map.remove_entry(key)?;
        self.journal.push((key, Some(Arc::clone(&old))));
        Some(old)
    }

    /// A value to be changed in place.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Ord,
    {
        // What was changed just now need not be kept again: nobody goes back to between two changes.
        let last = self.journal.get(self.marked..).and_then(<[_]>::last);
        if last.is_none_or(|(changed, _)| changed.borrow() != key) {
            let (owned, value) = self.map.get_key_value(key)?;
            self.journal.push((owned.clone(), Some(Arc::clone(value))));
        }
        work::done(self.map.get_mut(key)).map(Arc::make_mut)
    }

    /// A point to go back to.
    pub(crate) fn mark(&mut self) -> usize {
        self.marked = self.journal.len();
        self.marked
    }

    /// Goes back to a point.
    pub(crate) fn rollback(&mut self, mark: usize) {
        while self.journal.len() > mark {
            let Some((key, old)) = self.journal.pop() else { return };
            match old {
                Some(value) => self.map.insert(key, value),
                None => self.map.remove(&key),
            };
        }
    }

    /// Forgets how to go back: no earlier point is needed any more.
    pub(crate) fn commit(&mut self) {
        self.journal.clear();
        self.marked = 0;
    }
}

impl<K, V> Default for Versioned<K, V> {
    fn default() -> Self {
        Self { map: BTreeMap::new(), journal: Vec::new(), marked: 0 }
    }
}

/// How many entries were looked at: what the growth of a replay is measured by, since it is the same on every machine.
#[cfg(test)]
pub(crate) mod work {
    use std::cell::Cell;

    thread_local! {
        static DONE: Cell<u64> = const { Cell::new(0) };
    }

    pub(super) fn done<T>(entry: T) -> T {
        DONE.with(|done| done.set(done.get() + 1));
        entry
    }

    /// The work of this thread so far.
    pub(crate) fn so_far() -> u64 {
        DONE.with(Cell::get)
    }
}

#[cfg(not(test))]
mod work {
    pub(super) fn done<T>(entry: T) -> T {
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::Versioned;

    #[test]
    fn going_back_restores_changed_added_and_removed_entries() {
        let mut map = Versioned::<String, Vec<u8>>::default();
        map.insert("kept".into(), vec![1]);
        map.insert("dropped".into(), vec![2]);
        map.commit();
        let mark = map.mark();
        if let Some(value) = map.get_mut("kept") {
            value.push(9);
        }
        map.remove("dropped");
        map.insert("added".into(), vec![3]);
        map.rollback(mark);
        let entries: Vec<_> = map.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
        assert_eq!(entries, [("dropped", vec![2]), ("kept", vec![1])]);
    }

    #[test]
    fn changes_of_one_entry_before_and_after_a_point_are_told_apart() {
        let mut map = Versioned::<String, Vec<u8>>::default();
        map.insert("log".into(), vec![]);
        map.commit();
        let push = |map: &mut Versioned<String, Vec<u8>>, n| map.get_mut("log").map(|log| log.push(n));
        let outer = map.mark();
        push(&mut map, 1);
        push(&mut map, 2);
        let inner = map.mark();
        push(&mut map, 3);
        push(&mut map, 4);
        map.rollback(inner);
        push(&mut map, 5);
        assert_eq!(map.get("log"), Some(&vec![1, 2, 5]));
        map.rollback(outer);
        assert_eq!(map.get("log"), Some(&vec![]));
    }
}
