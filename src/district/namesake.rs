//! What bears a place's name without being there: products sold anywhere, people.

use std::sync::LazyLock;

use super::letters::Letters;

/// What a place is known for and sold under its name anywhere: 黄冈小龙虾, 武汉热干面.
const PRODUCTS: &[&str] = &[
    "小龙虾",
    "龙虾",
    "热干面",
    "鸭脖",
    "火锅",
    "烤鸭",
    "拉面",
    "牛肉面",
    "刀削面",
    "米粉",
    "螺蛳粉",
    "小吃",
    "小面",
    "豆皮",
    "鱼糕",
    "莲藕",
    "藕带",
    "大米",
    "黄酒",
    "白酒",
    "绿茶",
    "红茶",
    "黑茶",
    "毛尖",
    "毛峰",
    "陈醋",
    "老醋",
    "火腿",
    "烧饼",
    "锅盔",
    "烧鸡",
    "扒鸡",
    "板栗",
    "苹果",
    "蜜桔",
    "蜜橘",
    "脐橙",
    "柑橘",
    "葡萄",
    "西瓜",
    "哈密瓜",
    "香梨",
    "大枣",
    "红枣",
    "枸杞",
    "大闸蟹",
    "螃蟹",
    "牛肉",
    "羊肉",
    "腊肉",
    "酱菜",
    "泡菜",
    "榨菜",
    "豆瓣酱",
    "米酒",
    "啤酒",
    "豆腐",
    "豫剧",
    "评弹",
    "花鼓戏",
];

/// What makes an event or a trade of a product, so that the place is the scene again: 潜江龙虾节.
const EVENTS: &[&str] = &["节", "文化", "产业", "采摘", "基地", "大会", "博览会", "协会"];

/// How products begin.
static PRODUCT: LazyLock<Letters> = LazyLock::new(|| Letters::first_of(PRODUCTS));

/// Whether a short name belongs to a product.
pub(super) fn is_product(after: &str) -> bool {
    if !PRODUCT.may_open(after) {
        return false;
    }
    let product = PRODUCTS.iter().find_map(|product| after.strip_prefix(product));
    product.is_some_and(|rest| !EVENTS.iter().any(|event| rest.starts_with(event)))
}

/// Surnames of nine in ten people; those that are everyday words too (于, 和, 向, 从) are left out.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎\
余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

/// What a person is called before the name.
const ROLES: &[&str] = &[
    "记者",
    "通讯员",
    "摄影",
    "书记",
    "主任",
    "局长",
    "镇长",
    "市长",
    "县长",
    "区长",
    "队长",
    "所长",
    "院长",
    "校长",
    "经理",
    "董事长",
    "民警",
    "辅警",
    "村民",
    "居民",
    "教师",
    "老师",
    "医生",
    "护士",
    "同学",
    "志愿者",
    "选手",
    "党员",
    "网格员",
    "店主",
];

/// Whether a given name stands here, 村民王[洪湖]: a surname before it, and what the person is before that.
pub(super) fn is_person(before: &str) -> bool {
    let mut chars = before.chars();
    let is_surname = chars.next_back().is_some_and(|c| SURNAMES.contains(c));
    is_surname && ROLES.iter().any(|role| chars.as_str().trim_end().ends_with(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_people_are_no_places() {
        assert!(is_product("小龙虾上桌"));
        assert!(!is_product("龙虾节开幕"));
        assert!(is_person("村民王"));
        assert!(!is_person("来到"));
    }
}
