//! Which files git keeps, read from its index: an ignored file that was added before, or by force, is in the repository.

use std::{collections::BTreeSet, fs, path::Path};

/// The paths of a git index.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tracked(BTreeSet<Vec<u8>>);

impl Tracked {
    /// Reads `.git/index` of a work tree. Nothing is tracked as far as we know when there is none, or when it is of a form
    /// that we do not read.
    #[must_use]
    pub fn of(git_root: &Path) -> Self {
        fs::read(git_root.join(".git/index")).ok().and_then(|bytes| paths(&bytes)).map_or_else(Self::default, Self)
    }

    /// Whether git keeps the file of this path, relative to the root of the work tree and `/`-separated.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.0.contains(path.as_bytes())
    }
}

/// Bytes of an entry before its flags: times, device, owner, size and the name of the content.
const BEFORE_FLAGS: usize = 60;
/// The flag of an entry that has two more bytes of them.
const EXTENDED: u16 = 0x4000;

/// The paths of an index of version 2, 3 or 4; see gitformat-index(5). Entries whose names are made of 32 bytes (SHA-256)
/// are not read.
fn paths(index: &[u8]) -> Option<BTreeSet<Vec<u8>>> {
    let mut rest = index.strip_prefix(b"DIRC")?;
    let version = u32::from_be_bytes(take(&mut rest)?);
    let count = u32::from_be_bytes(take(&mut rest)?);
    if !(2..=4).contains(&version) {
        return None;
    }
    let mut found = BTreeSet::new();
    let mut path: Vec<u8> = Vec::new();
    for _ in 0..count {
        let before = rest.len();
        rest = rest.get(BEFORE_FLAGS..)?;
        let flags = u16::from_be_bytes(take(&mut rest)?);
        if version > 2 && flags & EXTENDED != 0 {
            rest = rest.get(2..)?;
        }
        if version == 4 {
            path.truncate(path.len().checked_sub(offset(&mut rest)?)?);
        } else {
            path.clear();
        }
        let end = rest.iter().position(|byte| *byte == 0)?;
        path.extend_from_slice(rest.get(..end)?);
        rest = rest.get(end + 1..)?;
        if version < 4 {
            // One to eight zeros make the entry a multiple of eight long; one is gone.
            let length = before - rest.len();
            rest = rest.get(length.next_multiple_of(8) - length..)?;
        }
        found.insert(path.clone());
    }
    Some(found)
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
}

/// A number in git's variable length, as in offsets of packs.
fn offset(bytes: &mut &[u8]) -> Option<usize> {
    let [mut byte] = take(bytes)?;
    let mut value = usize::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        [byte] = take(bytes)?;
        value = value.checked_add(1)?.checked_mul(128)?.checked_add(usize::from(byte & 0x7f))?;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, process::Command};

    use super::{Tracked, paths};

    fn git(root: &Path, arguments: &[&str]) {
        let output = Command::new("git").arg("-C").arg(root).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    #[test]
    fn every_version_of_the_index_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        git(root, &["init", "-q"]);
        fs::create_dir_all(root.join("src/a")).unwrap();
        for path in [".env", "src/a/one.ts", "src/a/other.ts", "src/b.ts"] {
            fs::write(root.join(path), path).unwrap();
        }
        fs::write(root.join("untracked"), "").unwrap();
        git(root, &["add", ".env", "src"]);
        // `--intent-to-add` has flags of version 3.
        fs::write(root.join("later"), "").unwrap();
        for version in ["2", "4"] {
            git(root, &["update-index", "--index-version", version]);
            let tracked = Tracked::of(root);
            for path in [".env", "src/a/one.ts", "src/a/other.ts", "src/b.ts"] {
                assert!(tracked.has(path), "{path} in version {version}");
            }
            assert!(!tracked.has("untracked") && !tracked.has("later"));
        }
        git(root, &["update-index", "--index-version", "2"]);
        git(root, &["add", "--intent-to-add", "later"]);
        assert!(Tracked::of(root).has("later"));
    }

    #[test]
    fn what_is_no_index_tracks_nothing() {
        assert_eq!(paths(b""), None);
        assert_eq!(paths(b"DIRC\0\0\0\x02\0\0\0\x01short"), None);
        assert_eq!(paths(b"DIRC\0\0\0\x09\0\0\0\0"), None);
        assert_eq!(Tracked::of(Path::new("/nowhere")), Tracked::default());
    }
}
