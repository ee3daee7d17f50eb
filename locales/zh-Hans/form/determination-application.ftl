# 认定申请审批表。

form-determination-application-title = 黑龙江省城镇就业困难人员认定申请审批表
form-determination-application-part-person = 一、基本情况
form-determination-application-part-categories = 二、申请认定的类别
form-determination-application-part-family = 三、家庭成员
form-determination-application-part-papers = 四、证明材料
form-determination-application-part-statement = 五、本人申请与承诺
form-determination-application-part-review = 六、审批意见
form-determination-application-promise = 本人承诺：以上内容和所交材料真实、有效。情况有变化，及时告知社区；如有隐瞒，愿意承担相应责任。
form-determination-application-notice = 公示情况
form-determination-application-notice-span = { $notice-from }至{ $notice-until }
form-determination-application-station-level = 社区劳动就业社会保障服务站初审意见
form-determination-application-office-level = 街道（乡镇）劳动就业社会保障服务中心（所）复审意见
form-determination-application-bureau-level = 区、县（市）就业局审核确认意见
form-determination-application-operator = 经办人（工作名章）
form-determination-application-main = ✓ 为主要类别；其余为同时符合的类别。
form-determination-application-field-station-opinion = 社区初审意见
form-determination-application-field-station-operator = 社区初审经办人
form-determination-application-field-station-on = 社区初审日期
form-determination-application-field-office-opinion = 街道复审意见
form-determination-application-field-office-operator = 街道复审经办人
form-determination-application-field-office-on = 街道复审日期
form-determination-application-field-bureau-opinion = 区县审核意见
form-determination-application-field-bureau-operator = 区县审核经办人
form-determination-application-field-bureau-on = 区县审核日期
