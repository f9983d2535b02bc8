//! How many inputs may be rejected before a run is obviously wrong.

use std::fmt;
use std::str::FromStr;

/// A number of inputs, or a share of them: `20`, `5%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    Inputs(usize),
    Percent(u8),
}

impl Limit {
    /// Whether so many rejected inputs are more than the limit allows.
    pub(crate) fn is_passed(self, rejected: usize, total: usize) -> bool {
        match self {
            Self::Inputs(most) => rejected > most,
            Self::Percent(percent) => rejected as u128 * 100 > total as u128 * u128::from(percent),
        }
    }
}

impl FromStr for Limit {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let limit = match text.strip_suffix('%') {
            Some(percent) => percent.parse().ok().filter(|percent| *percent <= 100).map(Self::Percent),
            None => text.parse().ok().map(Self::Inputs),
        };
        limit.ok_or("neither a number of inputs such as 20 nor a share of them such as 5%")
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inputs(most) => write!(f, "{most}"),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_or_a_share() {
        assert_eq!("20".parse(), Ok(Limit::Inputs(20)));
        assert_eq!("5%".parse(), Ok(Limit::Percent(5)));
        for wrong in ["", "%", "-1", "101%", "5.5%", "many"] {
            assert!(wrong.parse::<Limit>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_limit_is_passed_by_one_more() {
        assert!(!Limit::Inputs(2).is_passed(2, 10) && Limit::Inputs(2).is_passed(3, 10));
        assert!(!Limit::Percent(10).is_passed(10, 100) && Limit::Percent(10).is_passed(11, 100));
        assert!(!Limit::Percent(0).is_passed(0, 0) && Limit::Percent(0).is_passed(1, 1));
    }
}
