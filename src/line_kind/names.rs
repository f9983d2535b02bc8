//! Names of persons, told by their surnames.

use crate::page::repair::is_hanzi;

/// Surnames of one character, the commoner first; those that begin more words than names (`时`, `国`, `党`) are left out.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景宫费卜冷晏席卫米柏宗瞿桂佟臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝区郜海阚花权帅屠豆朴盖练廉禹井祖漆巴丰卿狄宣晋云容敬扈晁芮普阙浦戈伏鹿薄邸雍辜羊阿乌裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇哈湛宾戎勾茅於揭尉冶斯元束檀衣阴昝幸奉植衡尧季";
/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 16] = [
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文",
    "端木", "闻人",
];
/// What reads like a name and is a word of headlines, sections and verse.
const WORDS: [&str; 134] = [
    "安全", "金秋", "金融", "金句", "金曲", "万象", "万家", "方圆", "方寸", "雷锋", "华章", "康养", "关注", "关爱",
    "关于", "关怀", "连线", "连载", "游记", "古韵", "古城", "白露", "谷雨", "夏至", "路况", "向导", "成长", "成果",
    "成就", "高考", "高校", "高温", "高端", "高速", "明天", "石刻", "黄河", "江南", "江湖", "温情", "温馨", "温暖",
    "安居", "安置", "童心", "童趣", "童年", "童谣", "阳光", "房产", "车市", "文苑", "文艺", "文化", "文学", "文旅",
    "文明", "农业", "农谚", "农村", "班次", "车次", "范围", "单位", "项目", "容量", "海报", "花絮", "云端", "原创",
    "元旦", "乐园", "印象", "简讯", "简介", "简报", "江滩", "江畔", "江边", "宣传", "车主", "管理", "程序", "苏木",
    "毛利", "钟声", "祝福", "祝愿", "凌晨", "夏夜", "白领", "安检", "安心", "安康", "高铁", "高原", "高峰", "万物",
    "鲁班", "安排", "路线", "柳絮", "梅雨", "古镇", "古村", "古树", "金色", "白色", "黄色", "蓝天", "花开", "苗木",
    "荆楚", "荣誉", "荣光", "成人", "温度", "谈心", "谈话", "解放", "解读", "解析", "解答", "向阳", "向前", "向上",
    "常态", "常委", "白衣", "游客", "盛夏", "盛世", "盛会", "段落",
];
/// Ends of places and offices: `江北区`, `金融局`.
const NO_NAMES_END: &str = "省市县区旗镇乡村州街道路桥局院校队站厂部处科办";

/// Whether a word reads like a person's name: `方舟`, `司马一平`, `阿依古丽·买买提`.
pub(super) fn is_name(word: &str) -> bool {
    if word.contains('·') {
        let parts = || word.split('·').map(|part| part.chars().count());
        return word.chars().all(|c| is_hanzi(c) || c == '·') && parts().all(|count| (2..=6).contains(&count));
    }
    let length = word.chars().count();
    if !(2..=4).contains(&length) || !word.chars().all(is_hanzi) || WORDS.contains(&word) {
        return false;
    }
    let is_double = DOUBLE_SURNAMES.iter().any(|surname| word.starts_with(surname));
    if length == 4 || is_double {
        return is_double && length > 2;
    }
    word.chars().next().is_some_and(is_surname) && !word.ends_with(|c| NO_NAMES_END.contains(c))
}

/// Whether a character is a surname.
pub(crate) fn is_surname(c: char) -> bool {
    SURNAMES.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_a_surname() {
        for name in ["方舟", "季平", "司马一平", "欧阳岚", "阿依古丽·买买提"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["金秋", "江北区", "一双眼", "绿水青山", "高", "文化"] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn words_that_are_no_names_would_be_taken_for_names() {
        for word in WORDS {
            assert!(word.chars().next().is_some_and(is_surname), "{word}");
        }
    }
}
