//! Versions of packages: enough to compare one with a list of mended ones.

use super::{FileKind, Project};
use crate::{
    formats::{
        lockfile::{Locked, WantedBy},
        manifest::Dependency,
    },
    source::span::FileId,
    vocab::VulnerablePackage,
};

/// Major, minor, patch.
pub type Version = [u32; 3];

/// The lowest version that a range such as `^15.1.0`, `~2.3`, `>=1.2.3` or `15.x` allows; `None` for tags, addresses and
/// ranges without a lower end.
#[must_use]
pub fn lowest(range: &str) -> Option<Version> {
    let text = range.trim().trim_start_matches(['^', '~', '>', '=', 'v', ' ']);
    if range.trim_start().starts_with('<') || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let core = text.split(['-', '+', ' ', '|', ',']).next().unwrap_or(text);
    let mut parts = core.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    Some([next(), next(), next()])
}

/// Whether a range allows one version only.
#[must_use]
pub fn is_exact(range: &str) -> bool {
    let text = range.trim().trim_start_matches(['=', 'v']);
    text.split('.').count() == 3 && text.split(['.', '-', '+']).take(3).all(|p| p.parse::<u32>().is_ok())
}

impl Project {
    /// The versions of a manifest's dependency that lock files pin, with the file that says so: those of its own folder,
    /// else of the nearest one above. Two lock files side by side may say two things.
    #[must_use]
    pub fn installed(&self, manifest: FileId, dependency: &Dependency) -> Vec<(FileId, &str)> {
        let folder = self.file(manifest).folder();
        let mut deepest: Option<usize> = None;
        let mut found = Vec::new();
        for (id, file) in self.all_files().filter(|(_, f)| f.kind == FileKind::Lockfile && !f.ignored) {
            let above = file.folder();
            let Some(inside) = below(above, folder).filter(|_| deepest.is_none_or(|d| d <= above.len())) else {
                continue;
            };
            // A package that a workspace does not keep to itself lies in the root's folder.
            let here = |l: &&Locked, at: &str| match &l.wanted_by {
                WantedBy::Folder(folder) => folder == at,
                WantedBy::Range(range) => *range == dependency.version,
            };
            let mut locked = file.locked.iter().filter(|l| l.package == dependency.name);
            let own = locked.clone().find(|l| here(l, inside)).or_else(|| locked.find(|l| here(l, "")));
            let Some(own) = own else { continue };
            if deepest.is_some_and(|d| d < above.len()) {
                found.clear();
            }
            deepest = Some(above.len());
            found.push((id, own.version.as_str()));
        }
        found
    }
}

/// The way from one folder down to another.
fn below<'f>(above: &str, folder: &'f str) -> Option<&'f str> {
    if above.is_empty() || above == folder {
        return folder.get(above.len()..);
    }
    folder.strip_prefix(above)?.strip_prefix('/')
}

impl VulnerablePackage {
    /// Whether a version has the hole: it is behind `from`, and before the mended version of its line. A line without a
    /// mended version of its own is compared with the last of its major version, an older major one with all.
    #[must_use]
    pub fn affects(&self, version: Version) -> bool {
        let mended: Vec<Version> = self.below.iter().filter_map(|b| lowest(b)).collect();
        let [major, minor, _] = version;
        let of_line = mended.iter().find(|m| m[0] == major && m[1] == minor);
        let of_major = mended.iter().rfind(|m| m[0] == major);
        let last = of_line.or(of_major).or_else(|| mended.iter().find(|m| m[0] > major));
        lowest(&self.from).is_some_and(|from| version >= from) && last.is_some_and(|m| version < *m)
    }
}

#[cfg(test)]
mod tests {
    use super::{is_exact, lowest};
    use crate::vocab::VulnerablePackage;

    #[test]
    fn ranges() {
        assert_eq!(lowest("^15.1.0"), Some([15, 1, 0]));
        assert_eq!(lowest("14.x"), Some([14, 0, 0]));
        assert_eq!(lowest("16.0.0-canary.3"), Some([16, 0, 0]));
        assert_eq!((lowest("latest"), lowest("workspace:*"), lowest("<3")), (None, None, None));
        assert!(is_exact("15.1.0") && !is_exact("^15.1.0") && !is_exact("15"));
    }

    #[test]
    fn lines_of_versions() {
        let hole = VulnerablePackage {
            runs_code: false,
            package: "x".into(),
            advisory: "a".into(),
            title: "t".into(),
            reach: crate::vocab::HoleReach::Always,
            from: "11.1.4".into(),
            below: vec!["13.5.9".into(), "15.1.3".into(), "15.2.3".into()],
        };
        for (version, want) in [
            ([11, 1, 3], false),
            ([12, 0, 0], true),
            ([13, 5, 8], true),
            ([13, 5, 9], false),
            ([15, 1, 4], false),
            ([15, 0, 0], true),
            ([15, 2, 2], true),
            ([15, 9, 0], false),
            ([16, 0, 0], false),
        ] {
            assert_eq!(hole.affects(version), want, "{version:?}");
        }
    }
}
