//! The colour steps of the heat map, as picture and as table.

/// Steps of the scale for counts above zero.
pub(super) const STEPS: usize = 5;

/// The step of a count: 0 for none, then 1 to 5 by the square root of its share in the largest, since a
/// few large cells would else leave all others equally pale.
pub(super) fn step(count: f64, max: f64) -> usize {
    if count <= 0.0 {
        return 0;
    }
    let share = count / max.max(count);
    ((share.sqrt() * STEPS as f64).ceil() as usize).clamp(1, STEPS)
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_follow_the_square_root_of_the_share() {
        let case =
            |count: u32, max: u32, expected| assert_eq!(step(count.into(), max.into()), expected, "{count} of {max}");
        case(0, 0, 0);
        case(0, 100, 0);
        case(1, 1, 5);
        case(1, 100, 1);
        case(5, 100, 2);
        case(16, 100, 2);
        case(17, 100, 3);
        case(65, 100, 5);
        case(100, 100, 5);
    }
}
