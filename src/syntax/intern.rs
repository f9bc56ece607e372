//! The table that stores each string of a file once.

use crate::facts::code::{Strings, Sym};

/// Strings and an open-addressing table of where each one is.
#[derive(Default)]
pub(super) struct Interner {
    strings: Strings,
    /// `Sym + 1` by hash, 0 where free; the length is a power of two and at most half is used.
    slots: Vec<u32>,
    used: usize,
}

impl Interner {
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
    pub(super) fn finish(self) -> Strings {
        self.strings
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
        let size = (self.slots.len() * 2).max(256);
        let old = std::mem::replace(&mut self.slots, vec![0; size]);
        for sym in old.into_iter().filter(|&s| s > 0) {
            let slot = self.slot_of(self.strings.get(Sym(sym - 1)));
            if let Some(free) = self.slots.get_mut(slot) {
                *free = sym;
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
