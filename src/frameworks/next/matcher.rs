//! The path patterns of middleware, in the forms that are in use: literal paths, `:name`, `:path*`, `(.*)`,
//! alternatives, and the negative look-ahead `/((?!api|_next/static).*)`.

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Matcher {
    /// All paths below the prefix, except those whose rest begins with one of these words.
    AllBut { prefix: String, excluded: Vec<String> },
    /// One of these literal paths; `true`: and all below it.
    Literal(Vec<(String, bool)>),
}

impl Matcher {
    pub(crate) fn new(pattern: &str) -> Self {
        if let Some((prefix, rest)) = pattern.split_once("((?!") {
            let excluded = alternatives(rest).into_iter().filter_map(|word| literal_start(&word)).collect();
            return Self::AllBut { prefix: prefix.to_owned(), excluded };
        }
        let (start, is_open) = open_end(pattern);
        let mut paths = Vec::new();
        // `/(api|trpc)` names two paths.
        match start.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?))) {
            Some((before, (choices, after))) => {
                paths.extend(choices.split('|').map(|c| (format!("{before}{c}{after}"), is_open)));
            }
            None => paths.push((start.to_owned(), is_open)),
        }
        Self::Literal(paths)
    }

    /// Whether a path (`/api/events/[id]`) falls under the pattern.
    pub(crate) fn covers(&self, path: &str) -> bool {
        match self {
            Self::AllBut { prefix, excluded } => match path.strip_prefix(prefix.as_str()) {
                Some(rest) => !excluded.iter().any(|word| rest.starts_with(word.as_str())),
                None => false,
            },
            Self::Literal(paths) => paths.iter().any(|(start, is_open)| covers(start, *is_open, path)),
        }
    }
}

/// What is left of a pattern without the part that takes any rest, and whether there was one.
fn open_end(pattern: &str) -> (&str, bool) {
    const OPEN: [&str; 5] = ["(.*)", "*", "+", "/(.*)", ".*"];
    for ending in OPEN {
        if let Some(start) = pattern.strip_suffix(ending) {
            // `/admin/:path*`: the name belongs to the rest.
            let start = start.rfind("/:").filter(|&at| !start[at + 2..].contains('/')).map_or(start, |at| &start[..at]);
            return (start.trim_end_matches('/'), true);
        }
    }
    (pattern, false)
}

fn covers(start: &str, is_open: bool, path: &str) -> bool {
    let (mut wanted, mut given) = (start.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (None, Some(_)) => return is_open,
            (Some(_), None) => return false,
            (Some(w), Some(g)) if w == g || w.starts_with(':') || g.starts_with('[') => {}
            _ => return false,
        }
    }
}

/// The alternatives of a look-ahead, up to its closing bracket.
fn alternatives(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut depth = 0u32;
    for c in text.chars() {
        match c {
            ')' if depth == 0 => break,
            '|' if depth == 0 => {
                all.push(String::new());
                continue;
            }
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    all
}

/// The literal text that an alternative begins with; `None` where it begins with "anything" (`.*\.png$`).
fn literal_start(word: &str) -> Option<String> {
    let mut literal = String::new();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => literal.extend(chars.next()),
            '.' if chars.peek() == Some(&'*') => break,
            '(' | '[' | '$' | '*' | '+' | '?' | '^' => break,
            _ => literal.push(c),
        }
    }
    let literal = literal.trim_end_matches('/').to_owned();
    (!literal.is_empty()).then_some(literal)
}

#[cfg(test)]
mod tests {
    use super::Matcher;

    #[test]
    fn look_aheads_exclude_by_their_beginning() {
        let matcher = Matcher::new("/((?!api|_next/static|favicon.ico|.*\\.(?:svg|png)$).*)");
        assert!(!matcher.covers("/api/notes") && matcher.covers("/dashboard") && !matcher.covers("/_next/static/x"));
        assert!(Matcher::new("/((?!_next|.*\\.png$).*)").covers("/api/notes"));
    }

    #[test]
    fn names_and_stars_take_the_rest() {
        let admin = Matcher::new("/admin/:path*");
        assert!(admin.covers("/admin") && admin.covers("/admin/a/b") && !admin.covers("/administrator"));
        let either = Matcher::new("/(api|trpc)(.*)");
        assert!(either.covers("/api/x") && either.covers("/trpc") && !either.covers("/x"));
        assert!(Matcher::new("/api/:id/edit").covers("/api/[id]/edit"));
        assert!(!Matcher::new("/about").covers("/about/us"));
    }
}
