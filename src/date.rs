//! Calendar dates: the only use of time. What expires is judged by a date that is given, so that a run can be repeated.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

const SECONDS_A_DAY: u64 = 86_400;

impl Date {
    /// The day that holds a moment, given in seconds since 1970 in UTC.
    #[must_use]
    pub fn of_epoch(seconds: u64) -> Self {
        // Years are counted from March, so that the leap day is the last of its year; an era has 400 of them.
        let days = seconds / SECONDS_A_DAY + 719_468;
        let era = days / 146_097;
        let of_era = days % 146_097;
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        let narrow = |n: u64| u8::try_from(n).unwrap_or(1);
        let year = u16::try_from(era * 400 + year_of_era + carry).unwrap_or(u16::MAX);
        Self { year, month: narrow(month), day: narrow(day) }
    }

    /// Days since the first of March of the year 0, for differences.
    fn number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month < 3);
        let month = (i64::from(self.month) + 9) % 12;
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(self.day) - 1
    }

    /// How many days lie between `earlier` and this date; negative when it is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.number() - earlier.number()
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no date; write it as 2026-11-02");
        let parts: Vec<&str> = text.split('-').collect();
        let &[year, month, day] = parts.as_slice() else { return Err(wrong()) };
        let is_spelled_out = (year.len(), month.len(), day.len()) == (4, 2, 2);
        let parse = |part: &str| part.parse::<u16>().ok();
        let (Some(year), Some(month), Some(day), true) = (parse(year), parse(month), parse(day), is_spelled_out) else {
            return Err(wrong());
        };
        let narrow = |n: u16| u8::try_from(n).map_err(|_| wrong());
        let date = Self { year, month: narrow(month)?, day: narrow(day)? };
        if date.exists() { Ok(date) } else { Err(wrong()) }
    }
}

impl Date {
    fn exists(self) -> bool {
        let is_leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            2 => 28 + u8::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        (1..=days).contains(&self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// In TOML as a date or as a text.
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn moments_become_days() {
        assert_eq!(Date::of_epoch(0).to_string(), "1970-01-01");
        assert_eq!(Date::of_epoch(951_782_400).to_string(), "2000-02-29");
        assert_eq!(Date::of_epoch(1_795_219_200 - 1).to_string(), "2026-11-20");
    }

    #[test]
    fn dates_are_read_and_compared() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(date("2026-03-01").days_since(date("2026-02-28")), 1);
        assert_eq!(date("2024-03-01").days_since(date("2024-02-28")), 2);
        assert_eq!(date("2025-01-01").days_since(date("2026-01-01")), -365);
        for wrong in ["2026-13-01", "2026-02-29", "26-1-1", "tomorrow", "2026-01-01-01", "2026-1-01"] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }
}
