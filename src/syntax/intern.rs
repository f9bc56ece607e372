//! The table that stores each string of a file once.

use crate::facts::code::{Strings, Sym};

/// The slots that a new table begins with.
const LEAST_SLOTS: usize = 256;

/// Strings and an open-addressing table of where each one is.
#[derive(Default)]
pub(super) struct Interner {
    strings: Strings,
    /// `Sym + 1` by hash, 0 where free; the length is a power of two and at most half is used.
    slots: Vec<u32>,
    used: usize,
}

impl Interner {
    /// An empty table that puts its strings where those of another file were.
    pub(super) fn start_again(&mut self, mut strings: Strings) {
        strings.clear();
        self.strings = strings;
        self.slots.clear();
        self.used = 0;
    }

    /// The symbol of `text`, new or known.
    pub(super) fn intern(&mut self, text: &str) -> Sym {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot_of(text);
        if let Some(known) = self.slots.get(slot).copied().unwrap_or(0).checked_sub(1) {
            return Sym(known);
        }
        let sym = self.strings.push(text);
        if let Some(free) = self.slots.get_mut(slot) {
            *free = sym.0.saturating_add(1);
        }
        self.used += 1;
        sym
    }

    /// The text of a symbol.
    pub(super) fn get(&self, sym: Sym) -> &str {
        self.strings.get(sym)
    }

    /// The strings, without the table.
    pub(super) fn take(&mut self) -> Strings {
        std::mem::take(&mut self.strings)
    }

    /// The slot that holds `text`, or the free one where it belongs.
    fn slot_of(&self, text: &str) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash(text.as_bytes()) & mask;
        while let Some(known) = self.slots.get(slot).copied().unwrap_or(0).checked_sub(1) {
            if self.strings.get(Sym(known)) == text {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(LEAST_SLOTS);
        self.slots.clear();
        self.slots.resize(size, 0);
        for sym in 0..self.strings.count() {
            let slot = self.slot_of(self.strings.get(Sym(sym)));
            if let Some(free) = self.slots.get_mut(slot) {
                *free = sym.saturating_add(1);
            }
        }
    }
}

/// A multiplying hash over eight bytes at a time: names are short, and the table is rebuilt for every file.
fn hash(bytes: &[u8]) -> usize {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let word = chunk.iter().fold(0u64, |word, &byte| (word << 8) | u64::from(byte));
        state = (state.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
    #[allow(clippy::cast_possible_truncation, reason = "the low bits of a hash are a hash")]
    let folded = (state ^ (state >> 32)) as usize;
    folded
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn each_string_is_stored_once() {
        let mut interner = Interner::default();
        let names: Vec<String> = (0..2000).map(|i| format!("name{}", i % 1000)).collect();
        let syms: Vec<_> = names.iter().map(|n| interner.intern(n)).collect();
        assert_eq!(syms[..1000], syms[1000..]);
        assert!(names.iter().zip(&syms).all(|(n, &s)| interner.get(s) == n));
    }
}
