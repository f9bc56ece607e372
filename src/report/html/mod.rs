//! One static page: opens by double click, works without scripts and network, prints, and can be linked into.
//!
//! Names and code in it come from strangers: all of it passes [`escape`], and the page's own policy forbids it to load, run
//! or send anything, also to use any style but the one that it carries.

mod findings;
mod head;
mod lists;
mod tables;

use std::io::{self, Write};

use super::{Report, junit::escape};

const STYLE: &str = include_str!("style.css");
/// The hash of [`STYLE`] by which the page's policy admits it, and nothing else; a test keeps it true.
const STYLE_HASH: &str = "sha256-2EWpp8Z/ZXoCGqlDEsm6lYdZYzKt8zpvt7br68T2P+k=";

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let name = report.project.apps.first().map_or("", |app| app.name.as_str());
    let title = if name.is_empty() { "plimsoll".to_owned() } else { format!("plimsoll: {}", escape(name)) };
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}'; \
         base-uri 'none'; form-action 'none'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>{STYLE}</style>")?;
    writeln!(out, "</head>\n<body>")?;
    let mut sections = Sections::default();
    findings::worst(report, &mut sections);
    lists::plan(report, &mut sections);
    tables::routes(report, &mut sections);
    tables::access(report, &mut sections);
    lists::checks(report, &mut sections);
    findings::others(report, &mut sections);
    lists::gaps(report, &mut sections);
    lists::ledger(report, &mut sections);
    head::write(report, out)?;
    sections.write(out)?;
    writeln!(out, "<footer>{}</footer>\n</body>\n</html>", lists::colophon(report))
}

/// A sentence of ours with names of the app's in it: what stands between backticks is set as code.
fn rich(text: &str) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    // A backtick without a partner is one.
    if pieces.len().is_multiple_of(2) {
        return escape(text);
    }
    let piece = |(at, piece): (usize, &&str)| {
        if at % 2 == 0 { escape(piece) } else { format!("<code>{}</code>", escape(piece)) }
    };
    pieces.iter().enumerate().map(piece).collect()
}

/// The parts of the page, so that its navigation can name them.
#[derive(Default)]
struct Sections {
    /// Anchor, word in the navigation, heading, sentence below it, content.
    all: Vec<(&'static str, &'static str, String, String, String)>,
}

impl Sections {
    /// Adds a part; one without content is left out.
    fn add(&mut self, id: &'static str, short: &'static str, heading: &str, lead: &str, content: String) {
        if !content.is_empty() {
            self.all.push((id, short, heading.to_owned(), lead.to_owned(), content));
        }
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<nav aria-label=\"Parts of this report\"><ul>")?;
        for (id, short, ..) in &self.all {
            writeln!(out, "<li><a href=\"#{id}\">{short}</a></li>")?;
        }
        writeln!(out, "</ul></nav>\n<main>")?;
        for (id, _, heading, lead, content) in &self.all {
            writeln!(
                out,
                "<section id=\"{id}\">\n<h2>{heading}</h2>\n<p class=\"lead\">{lead}</p>\n{content}</section>"
            )?;
        }
        writeln!(out, "</main>")
    }
}

#[cfg(test)]
mod tests {
    use super::{STYLE, STYLE_HASH, rich};

    #[test]
    fn code_in_sentences_is_set_as_code_and_stays_inert() {
        assert_eq!(rich("run `a < b` now"), "run <code>a &lt; b</code> now");
        assert_eq!(rich("a `<img>"), "a `&lt;img&gt;");
    }

    #[test]
    fn the_policy_admits_the_style() {
        assert_eq!(STYLE_HASH, format!("sha256-{}", sha256::base64(STYLE.as_bytes())), "write this into STYLE_HASH");
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"), "the page loads nothing");
    }

    /// SHA-256 as FIPS 180-4 gives it, for this one test.
    mod sha256 {
        pub(super) fn base64(text: &[u8]) -> String {
            const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            let digit = |bits: u32| char::from(DIGITS[(bits & 63) as usize]);
            let encode = |chunk: &[u8]| {
                let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
                let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
                let mut four = [digit(bits >> 18), digit(bits >> 12), digit(bits >> 6), digit(bits)];
                four[chunk.len() + 1..].fill('=');
                four
            };
            digest(text).chunks(3).flat_map(encode).collect()
        }

        /// The first 32 bits of the fractional parts of the `power`-th roots of the primes.
        fn roots(count: usize, power: f64) -> Vec<u32> {
            let is_prime = |n: &u32| (2..*n).take_while(|d| d * d <= *n).all(|d| !n.is_multiple_of(d));
            let exact = |prime: u32| -> u32 {
                // Newton's method on integers: floor(root · 2^32), its low half.
                let (mut low, mut high) = (0u128, 1u128 << 40);
                while low + 1 < high {
                    let middle = u128::midpoint(low, high);
                    let fits = if power < 2.5 {
                        middle * middle <= u128::from(prime) << 64
                    } else {
                        middle * middle * middle <= u128::from(prime) << 96
                    };
                    if fits { low = middle } else { high = middle }
                }
                u32::try_from(low & 0xFFFF_FFFF).unwrap()
            };
            (2..).filter(is_prime).take(count).map(exact).collect()
        }

        fn digest(text: &[u8]) -> Vec<u8> {
            let constants = roots(64, 3.0);
            let mut state = roots(8, 2.0);
            let mut padded = text.to_vec();
            padded.push(0x80);
            while padded.len() % 64 != 56 {
                padded.push(0);
            }
            padded.extend((text.len() as u64 * 8).to_be_bytes());
            for block in padded.chunks(64) {
                let mut w: Vec<u32> = block.chunks(4).map(|b| u32::from_be_bytes(b.try_into().unwrap())).collect();
                for t in 16..64 {
                    let s0 = w[t - 15].rotate_right(7) ^ w[t - 15].rotate_right(18) ^ (w[t - 15] >> 3);
                    let s1 = w[t - 2].rotate_right(17) ^ w[t - 2].rotate_right(19) ^ (w[t - 2] >> 10);
                    w.push(w[t - 16].wrapping_add(s0).wrapping_add(w[t - 7]).wrapping_add(s1));
                }
                let mut v = state.clone();
                for t in 0..64 {
                    let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
                    let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
                    let one = v[7].wrapping_add(s1).wrapping_add(choice).wrapping_add(constants[t]).wrapping_add(w[t]);
                    let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
                    let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
                    v.rotate_right(1);
                    v[4] = v[4].wrapping_add(one);
                    v[0] = one.wrapping_add(s0.wrapping_add(majority));
                }
                state.iter_mut().zip(v).for_each(|(s, v)| *s = s.wrapping_add(v));
            }
            state.iter().flat_map(|word| word.to_be_bytes()).collect()
        }

        #[test]
        fn it_is_the_published_function() {
            assert_eq!(base64(b"abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        }
    }
}
