# 異議登記核查表。

form-objection-record-title = 公示異議登記核查表
form-objection-record-anonymous = （匿名）
form-objection-record-part-objection = 一、異議登記
form-objection-record-part-check = 二、核查
form-objection-record-secret = 本表含有異議人的信息，不得向被反映人和無關人員出示。
