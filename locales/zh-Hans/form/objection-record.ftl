# 异议登记核查表。

form-objection-record-title = 公示异议登记核查表
form-objection-record-anonymous = （匿名）
form-objection-record-part-objection = 一、异议登记
form-objection-record-part-check = 二、核查
form-objection-record-secret = 本表含有异议人的信息，不得向被反映人和无关人员出示。
