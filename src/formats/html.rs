//! HTML, lightly: the start tags of a page with their attributes. Enough for what a page loads and says of itself.

use crate::source::span::Range;

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// In lower case: `script`, `meta`, `link`.
    pub name: String,
    /// From `<` to `>`.
    pub range: Range,
    /// Attributes in order, names in lower case, values without quotes; empty when there is no value.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// The start tags of a page, outside comments and outside the text of scripts and styles.
#[must_use]
pub fn tags(text: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('<')).map(|i| at + i) {
        let rest = text.get(open..).unwrap_or("");
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(text.len(), |i| open + i + 3);
        } else if let Some(tag) = start_tag(rest, open) {
            at = tag.range.end as usize;
            if matches!(tag.name.as_str(), "script" | "style") {
                at = end_of_raw_text(text, at, &tag.name);
            }
            found.push(tag);
        } else {
            at = open + 1;
        }
    }
    found
}

/// What a page calls itself: its title up to what most pages add behind a dash, a bar or a colon.
#[must_use]
pub fn title(text: &str, tags: &[Tag]) -> Option<String> {
    let start = tags.iter().find(|tag| tag.name == "title")?.range.end as usize;
    let title = text.get(start..)?.split('<').next()?;
    let ends = [" - ", " – ", " — ", " | ", " · ", ": "].iter().filter_map(|end| title.find(end)).min();
    let name = title.get(..ends.unwrap_or(title.len()))?.replace("&amp;", "&");
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn end_of_raw_text(text: &str, from: usize, name: &str) -> usize {
    let close = format!("</{name}");
    text.get(from..).and_then(|rest| rest.find(&close)).map_or(text.len(), |i| from + i)
}

/// The tag at the start of `rest`, which begins with `<`.
fn start_tag(rest: &str, open: usize) -> Option<Tag> {
    let bytes = rest.as_bytes();
    let name_len = bytes.iter().skip(1).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    if name_len == 0 {
        return None;
    }
    let name = rest.get(1..=name_len)?.to_ascii_lowercase();
    let mut attributes = Vec::new();
    let mut at = 1 + name_len;
    loop {
        at += bytes.iter().skip(at).take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
        match bytes.get(at)? {
            // A tag that is not closed before the next one is text.
            b'<' => return None,
            b'>' => return Some(Tag { name, range: Range::new(open, open + at + 1), attributes }),
            _ => at = attribute(rest, at, &mut attributes)?,
        }
    }
}

/// Reads the attribute at `at` and returns where it ends.
fn attribute(rest: &str, at: usize, attributes: &mut Vec<(String, String)>) -> Option<usize> {
    let bytes = rest.as_bytes();
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(*b, b'=' | b'>' | b'/' | b'<');
    let name_end = at + bytes.iter().skip(at).take_while(|b| !ends(b)).count().max(1);
    let name = rest.get(at..name_end)?.to_ascii_lowercase();
    if bytes.get(name_end) != Some(&b'=') {
        attributes.push((name, String::new()));
        return Some(name_end);
    }
    let start = name_end + 1;
    let (value, end) = if let Some(quote @ (b'"' | b'\'')) = bytes.get(start) {
        let length = bytes.iter().skip(start + 1).position(|b| b == quote)?;
        (rest.get(start + 1..start + 1 + length)?, start + length + 2)
    } else {
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(*b, b'>' | b'<');
        let length = bytes.iter().skip(start).take_while(|b| !ends(b)).count();
        (rest.get(start..start + length)?, start + length)
    };
    attributes.push((name, value.to_owned()));
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::{tags, title};

    #[test]
    fn the_title_is_the_name_without_what_praises_it() {
        for (page, name) in [
            ("<head><TITLE>Tom &amp; Co – boats for all</TITLE>", Some("Tom & Co")),
            ("<title>Boatly</title>", Some("Boatly")),
            ("<title> </title>", None),
            ("<title", None),
            ("<p>title</p>", None),
        ] {
            assert_eq!(title(page, &tags(page)).as_deref(), name, "{page}");
        }
    }

    #[test]
    fn tags_with_all_forms_of_attributes() {
        let text = "<!-- <meta a> --><META name=viewport content='w, h'/><script async src=\"/a.js\">if (a<b) {}</script><p é>";
        let found = tags(text);
        let names: Vec<_> = found.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names, ["meta", "script", "p"]);
        assert_eq!(found[0].attribute("content"), Some("w, h"));
        assert_eq!((found[1].attribute("async"), found[1].attribute("src")), (Some(""), Some("/a.js")));
    }

    #[test]
    fn broken_pages_end() {
        for text in ["<", "<a", "<a b=", "<a b='", "<script>", "<!--", "<a =>", "<a é=é é", "< é"] {
            assert!(tags(text).len() < 2, "{text}");
        }
        let hostile = "<a ".repeat(50_000);
        assert!(tags(&hostile).is_empty());
    }
}
