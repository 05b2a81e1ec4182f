"""Whether the investor is foreign, or from Hong Kong, Macao or Taiwan, as far as the text says so."""

import re

from luodi.text.reading.letter import Letter
from luodi.text.reading.values import Value

LANDS = (
    "香港|台湾|台北|台中|台南|高雄|新竹|桃园(?=市)|澳门|日本|韩国|德国|美国|法国|英国"
    "|意大利|瑞士|瑞典|荷兰|新加坡|加拿大|澳大利亚|新西兰|丹麦|芬兰|挪威|西班牙"
    "|比利时|奥地利|以色列|印度|泰国|马来西亚|印尼|越南"
    "|巴西|俄罗斯|波兰|捷克|阿联酋|沙特|土耳其|匈牙利|爱尔兰|卢森堡|墨西哥"
)
PEOPLE = (
    "german|japanese|korean|american|u\\.?s\\.?|british|french|italian|swiss|swedish|dutch|danish"
    "|finnish|norwegian|spanish|belgian|austrian|israeli|indian|thai|malaysian"
    "|singaporean?|canadian|australian|hong kong|hk|taiwanese|brazilian|russian|polish|czech"
    "|turkish|irish|new zealand|european|foreign|overseas|saudi|emirati|vietnamese|uk"
)
COUNTRY = (
    "portugal|czech republic|czechia|hungary|romania|mexico|indonesia|vietnam|philippines"
    "|uae|dubai|saudi arabia|luxembourg"
    "|greece|slovakia|slovenia|chile|argentina|south africa"
    "|germany|japan|korea|south korea|usa|the us|united states|the uk|united kingdom|britain"
    "|france|italy|switzerland|sweden|the netherlands|netherlands|denmark|finland|norway|spain"
    "|belgium"
    "|austria|israel|india|thailand|malaysia|singapore|canada|australia|hong kong|hk|taiwan|macau"
    "|brazil|russia|poland|turkey|ireland|new zealand|california|texas|munich|stuttgart|hamburg"
    "|berlin"
    "|nagoya|kyoto|yokohama|kobe|tokyo|osaka|seoul|busan|milan|zurich|basel|london|paris|vienna|copenhagen|stockholm"
    "|helsinki|oslo|rotterdam|amsterdam|new york"
)
FOREIGN = re.compile(
    r"外资(?!不|研发机构政策)|(?<![a-z])(?:jp|kr|us|de|eu|uk|sg|hk|tw)独资|外商|中外合资|港资|台资|日资"
    r"|韩资|德资|美资|法资|侨资|港商"
    r"|台商(?!投资区)|日企|韩企|德企|美企|外企|侨商|wfoe|wholly foreign"
    rf"|(?:我们|我司|我公司|本公司|本集团|我方|母公司|总部|公司|集团|本人)(?:是|为|系|设?在"
    rf"|位于|来自|总部(?:在|位于|设在))(?:一家|来自"
    rf"|于)?(?:{LANDS})(?!.{{0,8}}(?:市场|客户|供))"
    rf"|\((?:[\w ]{{2,20}}, ?)?(?:{COUNTRY})\)|[\u4e00-\u9fff]」?\((?:{LANDS})\)(?!公司)(?:有限|股份|,|有|拟)"
    rf"|(?<![赴到在])(?:{LANDS})\s?(?!(?:tuv|jis|kc|ce|fda|iso|ul)\b)[a-z]{{3,}}"
    r"|\boverseas compan"
    rf"|(?:{LANDS})(?:\w{{0,8}}(?:公司|集团|企业|株式会社|厂商|独资|总部|品牌|上市公司|财团"
    rf"|家族|投资(?:方|人|者|商))|商会)"
    rf"|\b(?:we are|we're|i am|i represent|as|represent(?:ing)?|on behalf of"
    rf"|from)[^.;]{{0,20}}\b(?:{PEOPLE})[ -](?!market|customer|client)[^.;]{{0,40}}"
    rf"|\b(?:{PEOPLE})[ -](?:\w+ ){{0,3}}(?:company|manufacturer|maker|producer|supplier|group|firm"
    rf"|investor|brand|house|family|owned|based|start-?up|operator|corporation|developer|parent)\b"
    rf"|\b(?:headquartered|based|located|registered) in (?:[\w ]{{2,14}}, ?)?(?:{COUNTRY})\b"
    rf"|\b(?:company|factory|firm)\b[^.;]{{0,40}}\bin (?:{COUNTRY})\b"
    rf"|(?:company|manufacturer|group|firm|maker|producer) (?:from|of) (?:{COUNTRY})\b"
    rf"|-based .{{0,20}}(?:{COUNTRY})|\b(?:{COUNTRY})[ -]based"
    r"|\bforeign[ -](?:firms?|compan\w+|invest\w+|enterprise|owned|funded)"
    r"|\b(?:gmbh|s\.p\.a|s\.r\.l|b\.v\.|k\.k\.|株式会社|\bplc\b|pte\.? ltd|pty ltd|a/s\b|\bag\b(?= )"
    r"|\boyj?\b|\bab\b(?= \()|sdn bhd|inc\.)"
)
DOMESTIC = re.compile(
    r"内资|(?:并非|不是|非)外资|\(domestic\)|(?:纯)?国内资本|domestic(?:ally)?[ -](?:owned|funded|company"
    r"|investor|capital)"
)
OTHERS = re.compile(
    r"(?:客户|供应商|出口|卖到|销往|给|供|配套|代理|进口|替代|对标|customers?|clients?|export\w*|suppl\w+"
    r"|sell\w* to)[^,。;]{0,14}$"
)
DENIED = re.compile(r"(?:不是|并非|非|没有|not )[^,。;]{0,4}$")


def read_foreign(letter: Letter) -> list[Value]:
    for pattern, value in ((DOMESTIC, False), (FOREIGN, True)):
        for match in pattern.finditer(letter.text):
            before = letter.clause_before(match.start(), 20)
            if OTHERS.search(before) or DENIED.search(before):
                continue
            return [Value("foreign_investor", value, *letter.plain.span(*match.span()))]
    return []
