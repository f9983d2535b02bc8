//! The day on which an article appeared, as people write it in tables.

/// A day; month and day are 0 where only the year, or year and month, are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Reads `2023-06-05`, `2023/6/5`, `2023年6月5日`, `20230605`, with a time after it or without; `2023-06` and `2023`.
    /// `None` where the text begins with no year of four digits or names no month or day of the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers: Vec<&str> = text.trim().split(|c: char| !c.is_ascii_digit()).take(3).collect();
        if let [packed, ..] = numbers[..]
            && packed.len() == 8
        {
            numbers = vec![&packed[..4], &packed[4..6], &packed[6..]];
        }
        let year = numbers.first().filter(|year| year.len() == 4)?.parse().ok()?;
        let part = |place: usize, most: u8| match numbers.get(place) {
            None | Some(&"") => Some(0),
            Some(number) => number.parse().ok().filter(|number| (1..=most).contains(number)),
        };
        Some(Self { year, month: part(1, 12)?, day: part(2, 31)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = Some(Date { year: 2023, month: 6, day: 5 });
        for text in ["2023-06-05", " 2023/6/5", "2023.6.5", "2023年6月5日", "20230605", "2023-06-05T07:30:00"] {
            assert_eq!(Date::parse(text), day, "{text}");
        }
        assert_eq!(Date::parse("2023年6月"), Some(Date { year: 2023, month: 6, day: 0 }));
        assert_eq!(Date::parse("2023"), Some(Date { year: 2023, month: 0, day: 0 }));
        for text in ["", "--06-05", "5.6.2023", "2023-13-01", "2023-01-32", "6月5日", "去年"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2023-06") < day && day < Date::parse("2023-06-12"));
    }
}
