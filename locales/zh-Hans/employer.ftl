# 用人单位。

nav-employers = 用人单位
employers-lead = 本区县的用人单位，从台账导入。
employers-look = 统一社会信用代码，或名称的一部分
employers-go = 查找
employers-found = 本页 { $count } 家单位
employers-results = 用人单位
employers-none-title = 没有找到单位
employers-none-text = 请核对代码，或换名称里的其他字再找。单位资料由管理员从台账导入（leye import employers）。
employer-name = 名称
employer-code = 统一社会信用代码
employer-trade = 行业
employer-address = 地址
employer-contact = 联系人
employer-phone = 电话
employer-agency = 资料所属机构
employer-not-given = 未填
