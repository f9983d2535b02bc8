//! Contexts in which a place's name is part of another word: 荆州市场, 公安机关, 北京路.

use std::sync::LazyLock;

use super::letters::Letters;
use crate::page::repair::is_hanzi;

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
        after: &[
            "日报",
            "晚报",
            "早报",
            "晨报",
            "时报",
            "电视台",
            "卫视",
            "大学",
            "工业大学",
            "师范大学",
            "理工大学",
            "科技大学",
            "农业大学",
            "医科大学",
            "交通大学",
            "财经大学",
            "民族大学",
            "中医药大学",
            "银行",
            "证券",
        ],
        unless: &["大学生"],
    },
    // 北京时间, 北京冬奥会, 延安精神, 南昌舰: names of things that play anywhere.
    Stop {
        of: Of::Aliases,
        before: &[],
        after: &["时间", "冬奥", "奥运会", "亚运会", "精神", "会议精神", "舰", "号货", "号轮", "方言", "话剧团"],
        unless: &[],
    },
    // 亚运城, 挪威海, 峨眉山, 医保定点, 别尔哥罗德州, 黄淮南部: the end of another name.
    Stop {
        of: Of::Names(&["运城", "运城市", "威海", "眉山", "保定", "德州", "梅州", "淮南", "淮北"]),
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
    // 抗洪湖区, 分洪湖垸: the flood and a lake.
    Stop {
        of: Of::Names(&["洪湖"]),
        before: &["防", "抗", "泄", "分", "蓄", "行", "滞", "排", "山"],
        after: &[],
        unless: &[],
    },
    // 总监利用职权, 证监利好: an overseer and his use.
    Stop {
        of: Of::Names(&["监利"]),
        before: &["总", "证", "银", "电", "海", "安", "质", "太"],
        after: &[],
        unless: &[],
    },
    // 青松滋养, 长江陵园.
    Stop { of: Of::Names(&["松滋"]), before: &[], after: &["长", "润", "养", "生"], unless: &["长江"] },
    Stop { of: Of::Names(&["江陵"]), before: &[], after: &["园", "墓", "寝"], unless: &[] },
    // 湖南通报, 河南平原: a province and what comes after it; 入海口, 出海口: a mouth.
    Stop {
        of: Of::Names(&["南通", "南平"]),
        before: &["湖", "河", "云", "海", "越", "济", "东", "西"],
        after: &[],
        unless: &[],
    },
    Stop { of: Of::Names(&["海口"]), before: &["入", "出"], after: &[], unless: &[] },
    // 舞台中, 电视台北京站, 烟台市: the end of another word.
    Stop {
        of: Of::Names(&["台北", "台北市", "台中市", "台南市", "台东县"]),
        before: &["舞", "平", "视", "讲", "看", "烟", "邢", "站", "灶", "阳", "露", "楼", "后", "电", "柜"],
        after: &[],
        unless: &[],
    },
    Stop { of: Of::Names(&["六安"]), before: &["十", "第", "周"], after: &["全", "保", "置"], unless: &[] },
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

/// How the words begin that stop a name before them, and how those end that stop one after them.
static FOLLOWING: LazyLock<Letters> = LazyLock::new(|| Letters::first_of(STOPS.iter().flat_map(|stop| stop.after)));
static PRECEDING: LazyLock<Letters> = LazyLock::new(|| Letters::last_of(STOPS.iter().flat_map(|stop| stop.before)));

/// Whether a name is no place where it stands, between `before` and `after`.
pub(super) fn is_stopped(name: &str, is_alias: bool, before: &str, after: &str) -> bool {
    if !FOLLOWING.may_open(after) && !PRECEDING.may_end(before) {
        return false;
    }
    STOPS.iter().filter(|stop| stop.of.covers(name, is_alias)).any(|stop| {
        let goes_on = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
        let follows = stop.before.iter().any(|word| before.ends_with(word));
        follows || (goes_on(stop.after) && !goes_on(stop.unless))
    })
}

impl Of {
    fn covers(&self, name: &str, is_alias: bool) -> bool {
        match self {
            Self::Names(names) => names.contains(&name),
            Self::Ending(ending) => name.ends_with(*ending),
            Self::Aliases => is_alias,
        }
    }
}

/// Characters before a name of two characters (在莒县, 赴莒县) that end no word with it.
const OPENERS: &str = "在到赴从向由对与及至往距离访";

/// First characters of county names that end other words: 街道县, 相应县直, 示范县, 乡镇和县直.
const WORD_ENDS: &str = "和应成临易理云代古兴宁文康新高富南范息佳环道景夏温礼容荣青唐丰随义寿乾通";

/// What follows the level's character where a county is spoken of without a name: 应县委邀请.
const AFTER_LEVEL: &[&str] = &[
    "委", "里", "城", "域", "直", "级", "乡", "政府", "领导", "长", "内", "区", "市", "镇", "上", "人大", "政协", "外",
];

/// Whether a name could be the town of a county, 新[惠城区]: a character and 城区.
fn is_town_of_county(name: &str) -> bool {
    name.strip_suffix("城区").is_some_and(|first| first.chars().count() == 1)
}

/// Whether a name of two characters, or one that ends in 城区, could be the end of one word and the level of another: 创[新县]域, 示[范县].
///
/// Such a name stands by itself only at the beginning of a clause or after 在 and the like.
pub(super) fn needs_boundary(name: &str, before: &str, after: &str) -> bool {
    let mut chars = name.chars();
    let (Some(first), Some(_), third) = (chars.next(), chars.next(), chars.next()) else {
        return false;
    };
    if third.is_some() && !is_town_of_county(name) {
        return false;
    }
    if !name.ends_with(['县', '市', '镇', '乡', '区']) {
        return false;
    }
    let is_open = before.chars().next_back().is_none_or(|c| !is_hanzi(c) || OPENERS.contains(c));
    !is_open || (WORD_ENDS.contains(first) && AFTER_LEVEL.iter().any(|word| after.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_inside_another_word_is_no_place() {
        let cases = [
            ("公安", true, "", "机关在沙市", true),
            ("公安", true, "松滋、", "、监利", false),
            ("荆州区", false, "建设", "域性中心城市", true),
            ("沙市区", false, "将社区向", "划转", false),
            ("荆州市", false, "", "场监管局", true),
            ("万家乡", false, "千家", "亲的笑脸", true),
            ("北京", true, "沿", "中路", true),
            ("荆州", true, "", "路灯亮了", false),
            ("湖北", true, "长", "岸", true),
            ("运城", true, "亚", "市志愿者", true),
            ("运城", true, "山西", "的盐湖", false),
            ("武汉", true, "在", "大学生", false),
        ];
        for (name, is_alias, before, after, expected) in cases {
            assert_eq!(is_stopped(name, is_alias, before, after), expected, "{before}[{name}]{after}");
        }
    }
}
