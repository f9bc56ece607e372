//! Versions of packages: enough to compare one with a list of mended ones.

use crate::vocab::VulnerablePackage;

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
            package: "x".into(),
            advisory: "a".into(),
            title: "t".into(),
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
