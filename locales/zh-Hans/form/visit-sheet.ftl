# 回访记录表。

form-visit-sheet-title = 跟踪服务回访记录表
form-visit-sheet-round = 第 { $round } 次
form-visit-sheet-questions = 询问内容
form-visit-sheet-person-1 = 现在的岗位、工作内容和上班时间
form-visit-sheet-person-2 = 每月收入，工资是否按时发放
form-visit-sheet-person-3 = 是否签订劳动合同、缴纳社会保险
form-visit-sheet-person-4 = 能否胜任，身体是否适应
form-visit-sheet-person-5 = 有什么困难，需要什么帮助
form-visit-sheet-family-1 = 家里对这份工作怎么看
form-visit-sheet-family-2 = 家庭收入和生活有什么变化
form-visit-sheet-family-3 = 老人、孩子有没有人照顾
form-visit-sheet-family-4 = 家里还有没有人想找工作
form-visit-sheet-family-5 = 有什么困难，需要什么帮助
form-visit-sheet-employer-1 = 出勤和工作表现
form-visit-sheet-employer-2 = 是否签订劳动合同、缴纳社会保险
form-visit-sheet-employer-3 = 是否打算长期留用
form-visit-sheet-employer-4 = 是否知道并申请了招用补贴
form-visit-sheet-employer-5 = 还有没有适合的空岗，有什么需要协调
