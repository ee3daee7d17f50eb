# 認定申請審批表。

form-determination-application-title = 黑龍江省城鎮就業困難人員認定申請審批表
form-determination-application-part-person = 一、基本情況
form-determination-application-part-categories = 二、申請認定的類別
form-determination-application-part-family = 三、家庭成員
form-determination-application-part-papers = 四、證明材料
form-determination-application-part-statement = 五、本人申請與承諾
form-determination-application-part-review = 六、審批意見
form-determination-application-promise = 本人承諾：以上內容和所交材料真實、有效。情況有變化，及時告知社區；如有隱瞞，願意承擔相應責任。
form-determination-application-notice = 公示情況
form-determination-application-notice-span = { $notice-from }至{ $notice-until }
form-determination-application-station-level = 社區勞動就業社會保障服務站初審意見
form-determination-application-office-level = 街道（鄉鎮）勞動就業社會保障服務中心（所）復審意見
form-determination-application-bureau-level = 區、縣（市）就業局審核確認意見
form-determination-application-operator = 經辦人（工作名章）
form-determination-application-main = ✓ 為主要類別；其餘為同時符合的類別。
form-determination-application-field-station-opinion = 社區初審意見
form-determination-application-field-station-operator = 社區初審經辦人
form-determination-application-field-station-on = 社區初審日期
form-determination-application-field-office-opinion = 街道復審意見
form-determination-application-field-office-operator = 街道復審經辦人
form-determination-application-field-office-on = 街道復審日期
form-determination-application-field-bureau-opinion = 區縣審核意見
form-determination-application-field-bureau-operator = 區縣審核經辦人
form-determination-application-field-bureau-on = 區縣審核日期
