//! Contexts in which a place's name is part of another word: 荆州市场, 公安机关, 北京路.

use super::gazetteer::Use;

/// The names that a rule speaks of.
enum Of {
    /// One of these names.
    Names(&'static [&'static str]),
    /// Every name with this ending.
    Ending(char),
    /// Every alias; canonical names end in 市, 区 or the like and are not parts of other words so easily.
    Aliases,
}

/// A name is no place where the text goes on with one of `after`, but for `unless`, or where one of `before`
/// stands right before it.
struct Stop {
    of: Of,
    before: &'static [&'static str],
    after: &'static [&'static str],
    unless: &'static [&'static str],
}

/// All rules. A rule that names places can be read by itself; one that names endings holds for the whole country.
const STOPS: &[Stop] = &[
    // 公安机关, 公安民警: the police, not 公安县.
    Stop {
        of: Of::Names(&["公安"]),
        before: &[],
        after: &[
            "机关",
            "局",
            "分局",
            "部",
            "厅",
            "民警",
            "干警",
            "业务",
            "系统",
            "工作",
            "派出所",
            "检察",
            "交警",
            "交管",
            "特警",
            "窗口",
            "政法",
            "人员",
            "执法",
            "消防",
            "等部门",
            "等单位",
        ],
        unless: &[],
    },
    // 荆州区域中心: the city's region, not 荆州区. In 沙市区划转的社区 the district is meant.
    Stop {
        of: Of::Ending('区'),
        before: &[],
        after: &["域", "间", "位", "划", "块", "别"],
        unless: &["划转", "划归", "划入", "划定", "划拨", "划出"],
    },
    // 荆州市场监管, 黄沙市场: a market.
    Stop { of: Of::Ending('市'), before: &[], after: &["场"], unless: &[] },
    // 监利县级市.
    Stop { of: Of::Ending('县'), before: &[], after: &["级"], unless: &[] },
    // 万家乡亲, 古老城镇化.
    Stop { of: Of::Ending('乡'), before: &[], after: &["亲", "村", "音", "情", "土", "愁", "镇"], unless: &[] },
    Stop { of: Of::Ending('镇'), before: &[], after: &["化", "居民", "静", "压", "痛", "流器"], unless: &[] },
    Stop { of: Of::Names(&["老城镇"]), before: &["古"], after: &[], unless: &[] },
    // 北京路, 江陵西路, 洪湖大道: streets named for a place.
    Stop {
        of: Of::Aliases,
        before: &[],
        after: &["路", "一路", "二路", "三路", "东路", "西路", "南路", "北路", "中路", "大道", "街", "大街"],
        unless: &[
            "路网", "路灯", "路段", "路面", "路政", "路桥", "路况", "路上", "街头", "街区", "街坊", "街景", "街上",
        ],
    },
    // 湖北日报, 武汉大学, 北京银行: bodies named for a place, at work anywhere.
    Stop {
        of: Of::Aliases,
        before: &[],
        after: &["日报", "晚报", "早报", "晨报", "时报", "电视台", "大学", "银行"],
        unless: &["大学生"],
    },
    // 亚运城, 挪威海, 峨眉山, 医保定点, 别尔哥罗德州, 黄淮南部: the end of another name.
    Stop {
        of: Of::Names(&["运城", "威海", "眉山", "保定", "德州", "梅州", "淮南", "淮北"]),
        before: &["亚", "奥", "挪", "峨", "医", "罗", "兰", "里", "苏", "黄", "江"],
        after: &[],
        unless: &[],
    },
    // 钻石首饰, 基石首次: a stone and what comes first.
    Stop {
        of: Of::Names(&["石首"]),
        before: &["钻", "宝", "玉", "陨"],
        after: &["饰", "次", "先", "批", "届", "例"],
        unless: &[],
    },
    // 周口店, 镇江关, 广安门, 泰安全: the beginning of another word.
    Stop {
        of: Of::Names(&["周口", "镇江", "广安", "泰安"]),
        before: &[],
        after: &["店", "关", "门", "全"],
        unless: &[],
    },
    // 长江西岸, 长湖北侧, 黄河南岸: a river's or lake's side.
    Stop {
        of: Of::Names(&["江西", "湖北", "湖南", "河北", "河南"]),
        before: &["长", "洪", "太", "汉", "湘", "黄", "运", "临", "沿"],
        after: &["岸", "侧", "畔", "边"],
        unless: &[],
    },
];

/// Whether a name is no place where it stands, between `before` and `after`.
pub(super) fn is_stopped(name: &str, by: Use, before: &str, after: &str) -> bool {
    STOPS.iter().filter(|stop| stop.of.covers(name, by)).any(|stop| {
        let goes_on = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
        let follows = stop.before.iter().any(|word| before.ends_with(word));
        follows || (goes_on(stop.after) && !goes_on(stop.unless))
    })
}

impl Of {
    fn covers(&self, name: &str, by: Use) -> bool {
        match self {
            Self::Names(names) => names.contains(&name),
            Self::Ending(ending) => name.ends_with(*ending),
            Self::Aliases => by != Use::Canonical,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_inside_another_word_is_no_place() {
        let cases = [
            ("公安", Use::Word, "", "机关在沙市", true),
            ("公安", Use::Word, "松滋、", "、监利", false),
            ("荆州区", Use::Canonical, "建设", "域性中心城市", true),
            ("沙市区", Use::Canonical, "将社区向", "划转", false),
            ("荆州市", Use::Canonical, "", "场监管局", true),
            ("万家乡", Use::Canonical, "千家", "亲的笑脸", true),
            ("北京", Use::Alias, "沿", "中路", true),
            ("荆州", Use::Alias, "", "路灯亮了", false),
            ("湖北", Use::Alias, "长", "岸", true),
            ("运城", Use::Alias, "亚", "市志愿者", true),
            ("运城", Use::Alias, "山西", "的盐湖", false),
            ("武汉", Use::Alias, "在", "大学生", false),
        ];
        for (name, by, before, after, expected) in cases {
            assert_eq!(is_stopped(name, by, before, after), expected, "{before}[{name}]{after}");
        }
    }
}
