"""Text made plain for the grammar: full width and traditional characters become ordinary, each keeps its origin."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from luodi.text.firm_words import TRADITIONAL_TO_SIMPLIFIED

FURTHER = (  # characters of letters that firm names do not need
    "貴贵啟启擬拟據据點点畝亩萬万億亿圓圆幣币廠厂設设約约員员標标準准產产雇雇傭佣額额為为規规範范劃划實实際际達达"
    "進进駐驻營营業业務务種种類类單单層层積积屋屋頂顶倉仓庫库辦办樓楼們们這这個个將将會会來来還还時时間间與与"
    "於于並并從从後后對对請请問问電电話话聯联繫系郵邮網网計计預预總总資资貨货費费稅税納纳無无須须遷迁擴扩購购"
    "賃赁裝装飾饰修修陳陈號号處处場场園园區区縣县鎮镇鄉乡灣湾韓韩歐欧寧宁蘇苏滬沪餘余幾几兩两參参陸陆貳贰壹壹"
    "訊讯製制獨独齡龄鑒鉴謹谨覆复顧顾賜赐給给讓让應应試试驗验獲获補补貼贴獎奖勵励優优惠惠條条協协適适環环護护"
    "築筑報报價价續续練练組组織织經经濟济節节紙纸絲丝線线緊紧純纯縮缩繪绘罐罐養养饋馈飲饮餐餐館馆鬆松髮发麵面"
    "黴霉齒齿龍龙齊齐鑄铸鍛锻鑽钻針针釘钉鋁铝銅铜鋼钢鐵铁銷销錄录鏈链閥阀閉闭陽阳隊队階阶陰阴隱隐雙双雜杂難难"
    "雲云霧雾靜静響响項项順顺預预領领頻频題题願愿飛飞飼饲飽饱駕驾騰腾驅驱體体魚鱼鮮鲜鳥鸟麗丽麼么詢询諮咨"
    "認认該该詳详談谈謝谢謀谋識识議议譯译讀读變变貿贸賴赖質质較较輕轻載载輔辅輛辆輪轮輸输轉转農农連连運运過过遠远"
    "遲迟選选遺遗鄰邻醫医釀酿釋释鄭郑錢钱長长門门開开關关閒闲聞闻東东車车軟软軸轴風风馬马見见觀观視视覺觉親亲"
    "計计訂订記记許许論论調调證证評评訪访設设診诊訴诉課课誰谁誠诚語语說说謂谓講讲負负財财貫贯責责販贩買买貸贷"
    "賀贺賓宾賞赏賠赔賣卖賺赚贈赠趕赶趨趋蹤踪躍跃殼壳殺杀氣气決决沒没況况淨净淺浅減减測测湊凑溝沟滅灭滿满漲涨"
    "漿浆潔洁潛潜潤润澀涩濃浓濕湿燈灯燒烧燙烫熱热營营爐炉爭争爾尔牆墙狀状獻献現现瑣琐瓊琼畢毕畫画異异當当療疗"
    "盡尽監监盤盘眾众睏困碼码確确禮礼積积窮穷競竞筆笔簡简簽签籌筹糧粮紀纪紅红級级細细終终結结統统絕绝維维綠绿"
    "網网緣缘編编緩缓聲声職职聽听膠胶臨临舉举舊旧艦舰艙舱藥药蟲虫術术衛卫衝冲補补複复襯衬規规億亿傳传債债傷伤"
    "備备儀仪價价儘尽償偿儲储兒儿內内冊册凍冻凈净凱凯創创劇剧劑剂勁劲動动勞劳勢势匯汇協协卻却厭厌吳吴嗎吗員员"
    "問问啟启單单嚇吓嚴严國国圍围園园圖图團团執执堅坚場场塊块塗涂塵尘墊垫壓压壞坏壯壮夠够夾夹奪夺奮奋婦妇學学"
    "寫写寬宽審审專专尋寻導导屬属島岛嶄崭巖岩師师帳帐帶带幫帮幹干庫库廣广廢废廳厅張张強强彈弹彙汇後后徑径從从"
    "復复徵征德德態态慣惯慶庆憂忧應应懷怀戰战戶户拋抛捨舍掃扫掛挂採采換换損损搖摇搶抢撥拨擁拥擇择擊击擋挡擔担"
    "據据擬拟擺摆擾扰攜携攝摄敘叙數数斷断於于時时書书會会東东條条極极構构槍枪樣样樓楼標标樞枢樹树橋桥機机檔档"
    "檢检權权歐欧歡欢歲岁歷历歸归毀毁聖圣聚聚聯联鹽盐麥麦黃黄黨党齡龄盼盼郵邮寄寄嘅的喺在"
)
PAIRS = TRADITIONAL_TO_SIMPLIFIED + FURTHER
SIMPLER = dict(zip(PAIRS[::2], PAIRS[1::2], strict=True))
SIMPLER |= {"㎡": "平方米", "㎢": "平方公里", "～": "-", "~": "-", "—": "-", "–": "-", "−": "-", "‐": "-", "－": "-"}
SIMPLER |= {
    "“": '"',
    "”": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "’": "'",
    "‘": "'",
    "　": " ",
    "\u00a0": " ",
}
SIMPLER |= {
    "，": ",",
    "；": ";",
    "：": ":",
    "？": "?",
    "！": "!",
    "（": "(",
    "）": ")",
    "【": "(",
    "】": ")",
    "／": "/",
}
SIMPLER |= {"²": "2", "³": "3", "×": "x", "＊": "x", "*": "x", "：": ":", "．": ".", "〜": "-", "\t": " ", "\r": "\n"}


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` in plain characters; `origin[i]` is where its character i stands in what was typed."""

    typed: str
    text: str
    lower: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in what was typed."""
        return self.origin[start], self.origin[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        first, last = self.span(start, end)
        return self.typed[first:last]


def plain(typed: str) -> Plain:
    characters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(typed):
        for one in _simple(character):
            characters.append(one)
            origin.append(place)
    text = re.sub(r"平方公尺", "平方米 ", "".join(characters))
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return Plain(typed, text, lower, tuple(origin))


@lru_cache(8192)
def _simple(character: str) -> str:
    if character < "\x7f":
        return SIMPLER.get(character, character)
    return SIMPLER.get(character) or "".join(SIMPLER.get(one, one) for one in unicodedata.normalize("NFKC", character))
