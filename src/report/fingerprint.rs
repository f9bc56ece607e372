//! Identities of findings that survive moved lines.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Shown, Sources};
use crate::source::{span::FileId, text::LineIndex};

/// How many UTF-16 units a line's hash looks at.
const WINDOW: usize = 100;
const BASE: u64 = 37;
/// Stands for the end of the file.
const END: u16 = 65_535;

/// Gives every finding its identity: the hash of its line, or, for one about a whole file, that of its rule and key (a new
/// version number in `package.json` must not make it another). Two of one rule on one line are told apart by their keys.
pub(super) fn assign(findings: &mut [Shown], sources: &dyn Sources) {
    let lines = hashes_of(findings, sources);
    let mut taken: BTreeSet<(String, FileId, String)> = BTreeSet::new();
    for shown in findings {
        let (rule, key) = (shown.finding.rule.to_string(), &shown.finding.key);
        let file = shown.place.at.file;
        let line = lines.get(&(file, shown.place.line)).filter(|_| !shown.place.is_file());
        let mut identity = line.cloned().unwrap_or_else(|| key_hash(&rule, key));
        if taken.contains(&(rule.clone(), file, identity.clone())) {
            identity = format!("{identity}/{}", key_hash(&rule, key));
        }
        taken.insert((rule, file, identity.clone()));
        shown.fingerprint = identity;
    }
}

/// The hashes of the lines that findings stand on. One text after the other is read, and none is kept.
fn hashes_of(findings: &[Shown], sources: &dyn Sources) -> BTreeMap<(FileId, u32), String> {
    let wanted: BTreeSet<(FileId, u32)> = findings.iter().map(|s| (s.place.at.file, s.place.line)).collect();
    let wanted: Vec<_> = wanted.into_iter().collect();
    let mut found = BTreeMap::new();
    for of_file in wanted.chunk_by(|a, b| a.0 == b.0) {
        let Some(text) = of_file.first().and_then(|(file, _)| sources.text(*file)) else { continue };
        let hashes = line_hashes(&text);
        let hash = |line: u32| hashes.get(line as usize - 1).map(|(hash, count)| format!("{hash:x}:{count}"));
        found.extend(of_file.iter().filter_map(|&place| Some((place, hash(place.1)?))));
    }
    found
}

/// The hash of every line of a text, as GitHub code scanning computes it (`primaryLocationLineHash`): over the hundred
/// units from the line's start, without spaces and tabs, and with a counter for lines that hash alike.
#[must_use]
pub(super) fn line_hashes(text: &str) -> Vec<(u64, u32)> {
    let (units, starts) = squeeze(text);
    let unit = |index: usize| u64::from(units.get(index).copied().unwrap_or(0));
    let leaving = (1..WINDOW).fold(1u64, |power, _| power.wrapping_mul(BASE));
    // The window moves unit by unit: what leaves it has the greatest weight, what enters has none yet.
    let mut at = 0;
    let mut hash = (0..WINDOW).fold(0u64, |h, i| h.wrapping_mul(BASE).wrapping_add(unit(i)));
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let numbered = starts.into_iter().map(|start| {
        while at < start {
            let rest = hash.wrapping_sub(unit(at).wrapping_mul(leaving));
            hash = rest.wrapping_mul(BASE).wrapping_add(unit(at + WINDOW));
            at += 1;
        }
        let count = seen.entry(hash).or_default();
        *count += 1;
        (hash, *count)
    });
    numbered.collect()
}

/// The units without spaces and tabs, line ends as `\n`, the end mark behind; and where each line starts among them.
fn squeeze(text: &str) -> (Vec<u16>, Vec<usize>) {
    let mut units = Vec::with_capacity(text.len() + 1);
    let lines = LineIndex::new(text);
    let mut starts = Vec::with_capacity(lines.count());
    for line in 1..=u32::try_from(lines.count()).unwrap_or(u32::MAX) {
        starts.push(units.len());
        let from = lines.line_start(line) as usize;
        let is_last = line as usize == lines.count();
        let to = if is_last { text.len() } else { lines.line_start(line + 1) as usize };
        let content = text.get(from..to).unwrap_or("").trim_end_matches(['\n', '\r']);
        units.extend(content.encode_utf16().filter(|&u| u != u16::from(b' ') && u != u16::from(b'\t')));
        if !is_last {
            units.push(u16::from(b'\n'));
        }
    }
    units.push(END);
    (units, starts)
}

/// The identity of a finding that is about a whole file, or about no line.
#[must_use]
pub(super) fn key_hash(rule: &str, key: &str) -> String {
    let bytes = rule.bytes().chain([0]).chain(key.bytes());
    format!("{:016x}", crate::source::text::stable_hash(bytes))
}

#[cfg(test)]
mod tests {
    use super::key_hash;

    fn line_hashes(text: &str) -> Vec<String> {
        super::line_hashes(text).into_iter().map(|(hash, count)| format!("{hash:x}:{count}")).collect()
    }

    #[test]
    fn the_hash_is_the_weighted_sum_of_a_hundred_units() {
        // "a\n" and the end mark, then zeros: a·37^99 + \n·37^98 + 65535·37^97 mod 2^64.
        let power = |n: u32| 37u64.wrapping_pow(n);
        let expected = 97u64
            .wrapping_mul(power(99))
            .wrapping_add(10u64.wrapping_mul(power(98)))
            .wrapping_add(65_535u64.wrapping_mul(power(97)));
        assert_eq!(line_hashes("a\n")[0], format!("{expected:x}:1"));
    }

    /// The vectors that GitHub publishes with the algorithm (codeql-action, `fingerprints.test.ts`).
    #[test]
    fn it_is_the_published_algorithm() {
        assert_eq!(line_hashes(""), ["c129715d7a2bc9a3:1"]);
        let abc = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(line_hashes(" a\nb\n  \t\tc\n d"), abc);
        let open = [
            "8b7cf3e952e7aeb2:1",
            "b1ae1287ec4718d9:1",
            "bff680108adb0fcc:1",
            "c6805c5e1288b612:1",
            "b86d3392aea1be30:1",
            "e6ceba753e1a442:1",
        ];
        assert_eq!(line_hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End"), open);
        let closed = [
            "e9496ae3ebfced30:1",
            "fb7c023a8b9ccb3f:1",
            "ce8ba1a563dcdaca:1",
            "e20e36e16fcb0cc8:1",
            "b3edc88f2938467e:1",
            "c8e28b0b4002a3a0:1",
            "c129715d7a2bc9a3:1",
        ];
        for ends in [["\n"; 6], ["\r"; 6], ["\r\n"; 6], ["\n", "\r\n", "\n", "\r", "\r", "\r\n"]] {
            let lines = [" hello; \t", "world!!!", "", "", "  \t\tGreetings", " End"];
            let text: String = lines.iter().zip(ends).flat_map(|(line, end)| [*line, end]).collect();
            assert_eq!(line_hashes(&text), closed, "{ends:?}");
        }
        let lorem = [
            "a7f2ff13bc495cf2:1",
            "a7f2ff13bc495cf2:2",
            "a7f2ff13bc495cf2:3",
            "a7f2ff13bc495cf2:4",
            "a7f2ff13bc495cf2:5",
            "a7f2ff13bc495cf2:6",
            "a7f2ff1481e87703:1",
            "a9cf91f7bbf1862b:1",
            "55ec222b86bcae53:1",
            "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1",
        ];
        assert_eq!(line_hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10)), lorem);
    }

    #[test]
    fn it_survives_new_lines_above_other_indents_and_line_ends() {
        let long = "x".repeat(200);
        let before = line_hashes(&format!("fn a() {{\n  b(1, 2);\n{long}\n}}\n"));
        let after = line_hashes(&format!("// new\r\nfn a() {{\r\n\tb(1,2);\r\n{long}\r\n}}\r\n"));
        assert_eq!(before[1], after[2]);
    }

    #[test]
    fn equal_lines_are_counted() {
        let text = format!("{0}\n{0}\n", "y".repeat(150));
        let hashes = line_hashes(&text);
        assert_eq!(hashes[0].split(':').next(), hashes[1].split(':').next());
        assert!(hashes[0].ends_with(":1") && hashes[1].ends_with(":2"));
    }

    #[test]
    fn keys_of_different_rules_differ() {
        assert_ne!(key_hash("a/b", "c"), key_hash("a/bc", ""));
    }
}
