"""Texts that are no enquiry are told so, with the door that is theirs; and the language of the answer."""

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.text.reading import read

DAY = date(2026, 3, 10)
DOORS = {"complaint", "advert", "job", "greeting", "test", "news", "question", ""}


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("我在你们园区租了300平办公室，物业突然要涨租金30%，合理吗？请管一管！", "complaint"),
        ("去年签了厂房1.2万平的协议，到现在变压器还没装好，再不解决我们就走法律途径了！", "complaint"),
        ("合同里约定的返税什么时候能兑现？请领导协调。", "complaint"),
        ("我是普通居民，家旁边总投资20亿的产业园荒了三年了，什么时候动工，灰尘谁来管？", "complaint"),
        ("本公司深耕厂房招商代理12年，按成交付费，佣金为两个月租金，诚盼合作。", "advert"),
        ("我司专业承接厂房钢结构工程，价格优惠，欢迎来电", "advert"),
        ("厂房出租：我有厂房5000平方米，有行车，有意者联系。", "advert"),
        ("Our factory produces LED lights since 2005, best price guaranteed.", "advert"),
        ("求职：本人36岁，做过8年注塑车间主任，期望月薪1.3万。", "job"),
        ("Dear Sir, I am writing to apply for the position of manager. My CV is attached.", "job"),
        ("中秋将至，本所全体同仁恭祝贵局各位同志节日快乐！", "greeting"),
        ("测试一下能不能提交", "test"),
        ("【快讯】4月份全市新签约项目31个，计划总投资186亿元，用地260亩。（来源：市发布）", "news"),
        ("中标公告：产业园二期工程，中标金额1.2亿元，建筑面积5万平方米。", "news"),
        ("请问你们办公时间是几点到几点？周六上班吗", "question"),
        ("请问孩子上学的学区怎么划分？", "question"),
    ],
)
def test_no_enquiry_is_shown_its_own_door(text, door):
    reading = read(text, DAY)
    assert (reading.is_enquiry, reading.door, reading.values) == (False, door, ())


@pytest.mark.parametrize(
    "text",
    [
        "投资1.9亿，用地40亩，环评公示已过，盼对接飞灰资源化项目",
        "有人说贵区工业地22万一亩，是真的吗？我们大概要30亩，做厨具",
        "先声明：我公司不是贷款中介。想新建餐盒产线，投入4000万，场地6000平",
        "租金补贴还有没有？想换个3500平的厂房，做汽车检具",
    ],
)
def test_an_enquiry_in_the_words_of_another_door_stays_one(text):
    reading = read(text, DAY)
    assert (reading.is_enquiry, reading.door) == (True, "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We need 5 ha of land in Wuxi for a plant of 青岛海星有限公司", "en"),
        ("想租3000平厂房，做SMT，budget 500万", "zh"),
        ("本公司擬於崑山設廠，需廠房3000平方公尺", "zh"),
        ("Merry Christmas!", "en"),
        ("", "zh"),
    ],
)
def test_the_answer_is_expected_in_the_language_of_the_letter(text, language):
    assert read(text, DAY).language == language


@pytest.mark.parametrize("text", ["1" * 20_000, "之前" * 9_000 + "不再", "一二三四五" * 4_000, "a@" * 10_000])
def test_no_pasted_page_holds_the_reader_up(text):
    began = time.process_time()
    read(text, DAY)
    assert time.process_time() - began < 5


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault_and_spans_lie_inside_it(text):
    reading = read(text, DAY)
    assert reading.door in DOORS
    assert all(0 <= one.start < one.end <= len(text) for one in reading.values)


@given(
    st.integers(1, 900),
    st.sampled_from(["万元", "亿元", "个亿"]),
    st.integers(20, 900),
    st.integers(2, 900),
    st.sampled_from(["，", "；", "。", "\n"]),
)
def test_each_value_is_read_from_the_words_it_is_marked_in(amount, unit, mu, people, between):
    text = between.join([f"拟投资{amount}{unit}建设轴承厂", f"用地{mu}亩", f"用工{people}人"])
    for one in read(text, DAY).values:
        words = text[one.start : one.end]
        expected = {"total_investment_yuan": amount, "land_mu": mu, "jobs": people}.get(one.field)
        assert expected is None or re.match(rf"{expected}(?!\d)", words)
