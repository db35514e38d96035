# ruff: noqa: E501  # a line of a table stays one line
"""Proportions, written `value weight, value weight`; only their ratios within one line count."""

from dancu.kernel.sex import Sex

GENERATIONS = (1958, 1976, 1996, 2010)
"""Names of a generation are given until this year; the last generation goes on."""

KINH_NORTH = (
    "Nguyễn 380, Trần 105, Lê 90, Phạm 80, Hoàng 50, Vũ 48, Phan 20, Trương 12, Bùi 28, Đặng 24, Đỗ 28, Ngô 18, Hồ 8, Dương 14, "
    "Đinh 14, Đào 10, Lương 8, Lưu 7, Trịnh 9, Mai 6, Đoàn 10, Hà 8, Tạ 5, Cao 6, Chu 5, Tô 4, Nghiêm 2, Phùng 5, Kiều 2, Quách 1, "
    "Lại 2, Vương 2, Thái 2, Từ 1, Khuất 1, Đàm 1, Bạch 1, Doãn 1, Triệu 1, Khúc 1"
)
KINH_SOUTH = (
    "Nguyễn 330, Trần 110, Lê 95, Phạm 60, Huỳnh 60, Võ 50, Phan 40, Trương 25, Bùi 18, Đặng 20, Đỗ 12, Ngô 14, Hồ 18, Dương 14, "
    "Đinh 7, Đoàn 7, Lý 7, Mai 7, Lâm 9, Tô 4, Trịnh 4, Hà 5, Cao 7, Châu 5, Lưu 5, Thái 5, Tạ 3, Thân 1, Tăng 2, Quách 2, Kiều 2, "
    "Văn 3, Lương 5, La 2, Từ 2, Diệp 2, Ung 1, Bành 1, Mạc 1, Ca 1, Tôn 1, Âu 1"
)
SURNAMES = {
    "Tày": "Nông 20, Hoàng 20, Lý 8, Triệu 6, Ma 8, Hà 8, Lương 7, Bế 4, Đàm 5, Lục 3, Chu 4, Nguyễn 8, La 3, Vi 3, Dương 4",
    "Nùng": "Nông 18, Hoàng 18, Lý 6, Vi 8, Lương 7, Lộc 3, Chu 5, Hứa 4, Long 3, Phùng 3, Mã 3, Lâm 4, Triệu 4, Dương 4",
    "Thái": "Lò 26, Quàng 10, Cà 7, Lường 10, Cầm 5, Tòng 6, Vì 8, Hà 5, Lương 6, Vi 7, Lô 5, Ngân 3, Bạc 3, Điêu 2, Hoàng 5",
    "Mường": "Bùi 40, Đinh 14, Quách 8, Bạch 5, Hà 7, Nguyễn 10, Phạm 6, Trương 4, Xa 2, Lê 4",
    "Khmer": "Thạch 22, Sơn 10, Kim 8, Danh 14, Lâm 8, Châu 7, Kiên 4, Lý 6, Trần 6, Tăng 4, Liêu 3, Đào 3, Neang 2, Chau 3",
    "Hoa": "Trần 14, Lâm 12, Lý 9, Huỳnh 8, Vương 6, Trương 7, Quách 5, Tăng 5, Lưu 5, Tô 4, Mạch 3, Diệp 4, Khưu 3, La 4, Quan 2",
    "Mông": "Giàng 16, Vàng 14, Sùng 12, Lý 9, Thào 10, Hạng 5, Mùa 6, Lầu 6, Vừ 5, Ly 5, Má 3, Hầu 3, Sình 2, Tráng 2, Cứ 3, Chang 2",
    "Dao": "Triệu 20, Bàn 15, Đặng 14, Lý 12, Phùng 8, Chảo 6, Tẩn 8, Lò 3, Tằng 3, Dương 4",
    "Gia Rai": "Siu 16, Rơ Châm 12, Ksor 14, Kpă 9, Nay 10, Rah Lan 8, Rmah 9, Rcom 6, Puih 6",
    "Ê Đê": "Niê 24, Mlô 12, Êban 12, Byă 8, Ayun 6, Kbuôr 6, Hmŏk 5, Ênuôl 7, Kpơr 4, Buôn Yă 4",
    "Ba Na": "Đinh 40, A 8, Y 8, Siu 3",
    "Sán Chay": "Hoàng 14, Trần 16, La 8, Ninh 8, Lý 6, Nịnh 5, Đặng 4, Trạc 2, Tống 3",
    "Chăm": "Bá 10, Thiên 7, Đàng 9, Quảng 8, Báo 5, Hán 6, Lưu 6, Thập 5, Kiều 5, Não 3, Dương 5, Lộ 3",
    "Cơ Ho": "Kơ Să 10, Cil 10, Liêng 6, Lơ Mu 6, Bon Niêng 4, Rơ Ông 6, Cơ Liêng 5, Liêng Hót 4",
    "Xơ Đăng": "A 50, Y 50",
    "Sán Dìu": "Lưu 10, Diệp 9, Tạ 6, Từ 7, Trần 8, Lục 5, Trương 6, Ninh 4, Đỗ 4, Lê 4",
    "Hrê": "Phạm 40, Đinh 45, Nguyễn 4",
    "Ra Glai": "Cao 16, Chamaléa 10, Katơr 8, Pi Năng 8, Mấu 8, Bo Bo 7, Tro 4, Pupur 4",
    "Mnông": "Điểu 16, Rơ Lưk 5, Bu Nông 4, Dak Cat 4, Liêng Hót 4",
    "Thổ": "Trương 14, Lê 12, Nguyễn 12, Lang 5, Bùi 6, Cao 4",
    "Xtiêng": "Điểu 50, Thị 20",
    "Khơ Mú": "Lò 14, Moong 12, Cụt 10, Lữ 8, Xeo 5, Kha 6, Quàng 5, Lương 5",
    "Bru-Vân Kiều": "Hồ 100",
    "Cơ Tu": "Alăng 14, Bhling 9, Pơloong 10, Bríu 8, Hốih 7, Zơrâm 8, Arất 6, Coor 5, Tơ Ngôl 4",
    "Giáy": "Lù 8, Nông 7, Hoàng 8, Vàng 9, Lò 6, Phan 4, Sần 4",
    "Tà Ôi": "Hồ 60, Lê 15, Nguyễn 8, A Viết 5, Pa Hy 2",
    "Mạ": "K' 30, Ka 25",
    "Giẻ Triêng": "A 30, Y 30, Bloong 6, Kring 5, Hiên 4, Zơ Râm 5",
    "Co": "Hồ 100",
    "Chơ Ro": "Điểu 20, Thổ 12, Đào 8, Dương 8, Thị 6, Nguyễn 5",
    "Xinh Mun": "Vì 20, Lò 20, Cầm 4, Hoàng 3",
    "Hà Nhì": "Lỳ 10, Chu 9, Pờ 9, Khoàng 7, Sừng 5, Phùng 5, Ly 6, Vù 3",
    "Chu Ru": "Ya 12, Ma 14, Touneh 10, Tou Prong 8, Jơlơng 8, Bnahria 5",
    "Lào": "Lò 24, Lường 16, Vi 8, Tòng 6, Quàng 5",
    "La Chí": "Vương 10, Ly 12, Tận 8, Long 8, Lùng 5",
    "Kháng": "Lò 24, Quàng 14, Lường 6",
    "Phù Lá": "Hoàng 8, Lý 8, Giàng 6, Sùng 6, Thào 5, Sền 3",
    "La Hủ": "Vàng 14, Pờ 10, Ly 10, Phản 8, Giàng 6, Thàng 3",
    "La Ha": "Lò 20, Quàng 12, Cầm 8, Hoàng 5",
    "Pà Thẻn": "Phù 10, Sìn 10, Tẩn 9, Hùng 6, Húng 6, Làn 5, Ván 4",
    "Lự": "Lò 14, Vàng 12, Tao 9, Chẻo 4, Khàm 3",
    "Ngái": "Thẩm 8, Hồ 6, Sẩm 6, Trần 6, Lưu 4",
    "Chứt": "Hồ 40, Cao 30, Đinh 8",
    "Lô Lô": "Lò 12, Làng 8, Lùng 7, Vàng 5, Sìn 3, Hoàng 4, Dào 3",
    "Mảng": "Lò 14, Pàn 10, Sìn 8, Chìn 8, Lùng 6, Tào 4",
    "Cơ Lao": "Min 8, Vần 7, Cáo 6, Sáng 6, Lý 4, Chảo 3",
    "Bố Y": "Lồ 10, Phan 7, Ngũ 7, Vi 5, Lù 4, Dương 4",
    "Cống": "Lò 14, Chảo 10, Chang 8, Lùng 5, Hù 4",
    "Si La": "Hù 12, Pờ 12, Lý 8, Giàng 4",
    "Pu Péo": "Tráng 9, Củng 8, Phù 7, Chúng 4, Lầu 3",
    "Rơ Măm": "A 50, Y 50",
    "Brâu": "Thao 20, Nàng 20, Y 5",
    "Ơ Đu": "Lo 14, Lương 8, Vi 8, Cụt 6, Moong 5",
}
ONLY_FOR = {"A": Sex.MALE, "Y": Sex.FEMALE, "Thao": Sex.MALE, "Nàng": Sex.FEMALE, "K'": Sex.MALE, "Ka": Sex.FEMALE}
"""Surnames that say the sex, and so do not pass from father to daughter."""
ONLY_FOR_AMONG = frozenset({"Xơ Đăng", "Rơ Măm", "Giẻ Triêng", "Ba Na", "Brâu", "Mạ"})

MIDDLES = {
    Sex.MALE: (
        "Văn 70, Đình 6, Hữu 5, Đức 4, Xuân 4, Quang 3, Bá 2, Công 2, Ngọc 2, Trọng 2",
        "Văn 58, Đình 6, Hữu 5, Đức 6, Xuân 4, Quang 5, Ngọc 4, Công 3, Minh 3, Thanh 4, Quốc 2",
        "Văn 32, Đình 4, Hữu 4, Đức 9, Xuân 3, Quang 6, Ngọc 5, Công 4, Minh 7, Thanh 6, Quốc 6, Anh 4, Hoàng 5, Tuấn 3, Trung 3",
        "Văn 14, Đức 10, Minh 13, Quang 8, Quốc 7, Anh 7, Hoàng 8, Tuấn 5, Gia 5, Nhật 4, Thành 4, Trung 4, Ngọc 4, Hữu 3, Duy 4",
        "Minh 20, Gia 20, Đức 9, Quang 6, Bảo 7, Nhật 6, Hoàng 6, Anh 5, Quốc 4, Thiên 4, Khánh 3, Đăng 5, Tuấn 3, Hải 2",
    ),
    Sex.FEMALE: (
        "Thị 94, Ngọc 2, Kim 2, Thu 1, Xuân 1",
        "Thị 84, Ngọc 4, Kim 3, Thanh 2, Thu 3, Thị Thanh 2, Thị Kim 2",
        "Thị 50, Thị Thu 6, Thị Thanh 6, Thị Ngọc 5, Thị Hồng 4, Ngọc 6, Thanh 5, Thu 5, Kim 3, Thị Minh 3, Thuỳ 3, Phương 3, Mỹ 2",
        "Thị 22, Thị Thu 4, Thị Thanh 4, Thị Ngọc 5, Ngọc 10, Thu 7, Thanh 6, Phương 8, Minh 6, Thùy 6, Khánh 6, Hồng 4, Quỳnh 4, Mai 4",
        "Ngọc 12, Bảo 12, Minh 10, Khánh 10, Phương 8, Gia 6, Thảo 6, Hà 6, An 6, Quỳnh 6, Thị 4, Thanh 4, Tuệ 4, Diệp 3, Mai 3",
    ),
}
GIVENS = {
    Sex.MALE: (
        "Hùng 4, Bình 4, Thành 3, Hải 3, Sơn 4, Minh 3, Long 3, Tâm 2, Thắng 2, Lợi 3, Phúc 2, Chiến 2, Thanh 3, Hoà 2, Tài 2, Đức 2, "
        "Ba 2, Bảy 1, Năm 1, Tư 1, Sáu 1, Đông 2, Lộc 2, Tý 1, Dần 1, Mùi 1, Thìn 2, Cường 2, Quý 2, Khanh 1, Nghĩa 2, Hiền 1, Kỳ 1",
        "Hùng 7, Dũng 6, Sơn 5, Tuấn 4, Thắng 4, Bình 4, Hải 5, Minh 4, Thành 4, Long 3, Cường 4, Nam 3, Hoà 2, Tâm 2, Quang 3, "
        "Đức 2, Phúc 2, Lâm 2, Chiến 2, Hiếu 1, Tiến 3, Quý 2, Vinh 2, Trung 3, Toàn 2, Việt 2, Hưng 3, Khánh 1, Mạnh 2, Tùng 1",
        "Tuấn 6, Hùng 4, Dũng 4, Nam 4, Anh 5, Cường 4, Hải 4, Sơn 3, Thành 4, Tùng 4, Trung 4, Thắng 4, Mạnh 3, Linh 1, Đức 4, "
        "Hưng 3, Long 4, Hiếu 4, Hoàng 3, Quân 2, Minh 4, Phong 3, Tiến 3, Duy 3, Khoa 2, Việt 2, Đạt 3, Vũ 2, Phúc 2, Huy 4, Thịnh 2",
        "Anh 8, Huy 6, Đức 4, Minh 5, Hiếu 5, Hoàng 5, Long 4, Nam 4, Đạt 6, Tùng 3, Dương 4, Quân 4, Thành 4, Phong 3, Duy 4, "
        "Khánh 3, Khoa 3, Phúc 4, Tú 2, Kiên 3, Trường 3, Thịnh 2, Bảo 3, Vinh 2, Việt 3, Hải 3, Sơn 3, Thắng 2, Hưng 3, Nguyên 2",
        "Khang 6, Anh 7, Minh 7, Khôi 6, Bảo 6, Phúc 5, Quân 5, An 5, Huy 4, Khoa 4, Long 4, Đăng 4, Nam 4, Phong 4, Kiên 3, Đức 3, "
        "Khánh 4, Thịnh 3, Nguyên 3, Hưng 4, Lâm 4, Tùng 2, Dũng 2, Bách 3, Tuấn 2, Sơn 3, Duy 2, Vinh 2, Trí 3, Hải 3",
    ),
    Sex.FEMALE: (
        "Lan 4, Hoa 4, Mai 3, Hồng 3, Liên 3, Thanh 2, Xuân 3, Cúc 3, Sáu 2, Bảy 2, Năm 2, Tư 2, Ba 2, Tám 1, Nga 2, Hiền 2, Tâm 2, "
        "Bình 2, Loan 2, Lý 2, Phượng 2, Nhung 1, Hoà 2, Thuý 1, Hường 2, Mùi 2, Tý 1, Dung 1, Nhàn 2, Sen 2, Đào 2, Hợi 1, Út 1",
        "Hoa 5, Lan 5, Hương 5, Hà 4, Thuý 4, Hồng 4, Nga 4, Mai 4, Liên 4, Hạnh 4, Thu 3, Loan 3, Bình 2, Thanh 3, Phượng 3, Tuyết 3, "
        "Yến 2, Hằng 3, Dung 3, Hiền 4, Minh 1, Vân 4, Nhung 2, Thuỷ 4, Tâm 3, Xuân 3, Lý 1, Oanh 3, Cúc 2, Kim 1, Ánh 2, Nguyệt 3",
        "Hương 6, Hà 5, Thảo 4, Trang 5, Hằng 5, Thuỷ 5, Linh 5, Hiền 4, Nga 3, Mai 4, Phương 5, Lan 4, Nhung 4, Vân 4, Huyền 4, "
        "Ngọc 4, Yến 3, Dung 3, Hạnh 3, Thuý 3, Hoa 3, Giang 3, Quỳnh 2, Oanh 2, Loan 2, Tuyết 2, Trinh 2, Diễm 1, Duyên 2, Thu 2",
        "Linh 8, Trang 7, Anh 7, Huyền 4, Phương 5, Hà 4, Thảo 6, Ngọc 5, Nhi 5, Quỳnh 4, My 3, Vy 4, Hương 3, Mai 3, Ly 2, Yến 3, "
        "Giang 3, Ngân 4, Uyên 3, Như 4, Trâm 3, Thư 4, Chi 3, Dung 2, Ánh 3, Hân 2, Trinh 2, Tuyền 2, Duyên 2, Diệp 1, Hằng 2, Châu 2",
        "Anh 7, Chi 5, Linh 5, Vy 5, Nhi 5, Ngọc 4, An 5, Thư 5, Hân 5, Châu 4, My 4, Trâm 3, Ngân 4, Mai 3, Hà 3, Quỳnh 2, Phương 3, "
        "Trang 3, Khuê 3, Nhiên 2, Như 3, Thảo 2, Yến 2, Diệp 3, Lam 3, Nguyên 2, Vân 2, Uyên 2, Hương 2, Bảo 1, Đan 1, Tâm 2",
    ),
}
OTHER_GIVENS = {
    "Mông": {
        Sex.MALE: "A Páo 3, A Chứ 3, A Sùng 2, A Dơ 2, A Lử 2, A Tủa 2, A Vàng 2, A Sinh 2, Seo Páo 2, Mí Sính 2, Mí Nô 1, A Chu 2",
        Sex.FEMALE: "Thị Mỷ 3, Thị Dợ 3, Thị Súa 3, Thị Mai 2, Thị Sáo 2, Thị Pà 2, Thị Chứ 2, Thị Xía 2, Thị Dua 2, Thị Ly 2",
    },
    "Ê Đê": {
        Sex.MALE: "Y Blô 2, Y Moan 2, Y Thân 2, Y Bhiông 2, Y Nuê 2, Y Khoa 2, Y Wen 1, Y Dhăm 2, Y Tuấn 2, Y Kim 1, Y Suôt 1",
        Sex.FEMALE: "H'Hen 2, H'Linh 3, H'Lan 3, H'Nga 2, H'Bia 2, H'Wơn 1, H'Rưn 1, H'Yến 2, H'Duyên 2, H'Juăn 1, H'Ngân 2",
    },
    "Gia Rai": {
        Sex.MALE: "Phước 2, Blơi 2, Thanh 2, Hyut 1, Tin 1, Krok 1, Dun 2, Khánh 2, Thông 2, Suy 1, Plin 1, Nghĩa 2, Djoan 1",
        Sex.FEMALE: "H'Lan 2, H'Bíp 1, H'Nghĩa 1, H'Uyên 2, H'Mai 2, H'Trang 2, H'Chen 1, H'Blưi 1, H'Hương 2, H'Yến 2",
    },
    "Khmer": {
        Sex.MALE: "Sà Rây 2, Đa Ra 2, Sóc Kha 2, Thươl 1, Minh 3, Tuấn 2, Sa Vươne 1, Hùng 2, Đệp 1, Phol 2, Sươl 1, Thành 2",
        Sex.FEMALE: "Thị Sà Rinh 2, Thị Sóc Kha 2, Thị Đa Ry 2, Thị Hiền 2, Thị Mai 2, Thị Sô Phia 2, Thị Hồng 2, Thị Na 2, Thị Lan 2",
    },
}
OTHER_GIVENS |= {
    "Cơ Ho": {
        Sex.MALE: "K'Brền 2, K'Brôi 2, Ha Thương 2, Ha Long 2, Ha Biên 2, K'Tư 1, Ha Nam 2, K'Srai 1, Jrang 1, Ha Tuấn 2",
        Sex.FEMALE: "Ka Lan 2, K'Hằng 2, Ka Thương 2, Ka Yến 2, Ka Sương 2, Ka Hiền 2, K'Duyên 1, Ka Bình 1, Ka Nhung 2",
    },
    "Mạ": {
        Sex.MALE: "Brôi 2, Tiến 2, Jòi 1, Thế 2, Lơm 1, Nhoi 1, Brèo 1, Tuấn 2, Hùng 2, Dũng 2",
        Sex.FEMALE: "Hiền 2, Nhọ 1, Rẻ 1, Thị 1, Lan 2, Hoa 2, Mai 2, Yến 2, Ngọc 2, Him 1",
    },
    "Xơ Đăng": {
        Sex.MALE: "Thái 2, Phương 1, Nhân 2, Tuấn 2, Brinh 1, Hùng 2, Dũng 2, Vĩnh 1, Đương 1, Minh 2, Thắng 2",
        Sex.FEMALE: "Hoa 2, Lan 2, Thu 2, Ngọc 2, Hồng 2, Byôl 1, Hiền 2, Nga 1, Linh 2, Tuyết 2",
    },
}
FOLLOWS = {
    "Rơ Măm": "Xơ Đăng",
    "Giẻ Triêng": "Xơ Đăng",
    "Ba Na": "Xơ Đăng",
    "Brâu": "Xơ Đăng",
    "Mnông": "Ê Đê",
    "Chu Ru": "Cơ Ho",
}
"""Whose given names a people's are drawn from when not from the country's."""

PROVINCES = {
    "01": (8808, "Mường 8"),
    "04": (573, "Tày 405, Nùng 290, Mông 110, Dao 100, Lô Lô 5, Sán Chay 14, Ngái 1"),
    "08": (
        1865,
        "Tày 245, Dao 135, Mông 170, Nùng 60, Sán Chay 35, La Chí 8, Giáy 9, Cơ Lao 2, Pà Thẻn 4, Pu Péo 1, Bố Y 1, Lô Lô 1",
    ),
    "11": (673, "Thái 375, Mông 380, Khơ Mú 32, Dao 10, Hà Nhì 9, Lào 8, Kháng 8, Cống 2, Xinh Mun 4, Si La 1"),
    "12": (
        512,
        "Thái 310, Mông 240, Dao 130, Hà Nhì 35, La Hủ 26, Giáy 27, Lự 15, Mảng 10, Khơ Mú 18, Lào 13, Cống 3, Si La 2",
    ),
    "14": (1404, "Thái 535, Mông 160, Mường 68, Dao 17, Khơ Mú 12, Xinh Mun 22, Kháng 8, La Ha 8, Lào 3, Tày 1"),
    "15": (
        1778,
        "Tày 170, Mông 215, Dao 125, Thái 45, Giáy 24, Nùng 26, Mường 12, Phù Lá 9, Sán Chay 6, Bố Y 2, Khơ Mú 1",
    ),
    "19": (1799, "Tày 190, Nùng 75, Sán Dìu 32, Sán Chay 25, Dao 46, Mông 22, Hoa 2, Ngái 1"),
    "20": (881, "Nùng 420, Tày 355, Dao 36, Hoa 3, Sán Chay 6, Mông 2"),
    "22": (1497, "Dao 55, Tày 30, Sán Dìu 16, Sán Chay 12, Hoa 4"),
    "24": (3619, "Nùng 24, Tày 16, Sán Dìu 9, Sán Chay 9, Hoa 5, Dao 4"),
    "25": (4022, "Mường 220, Tày 7, Dao 12, Sán Dìu 12, Thái 8, Mông 2, Sán Chay 2"),
    "31": (4664, "Hoa 1, Tày 1, Sán Dìu 1"),
    "33": (3567, "Mường 1, Tày 1"),
    "37": (4412, "Mường 7, Tày 1"),
    "38": (4324, "Mường 100, Thái 65, Thổ 3, Mông 5, Dao 2, Khơ Mú 1"),
    "40": (3831, "Thái 105, Thổ 22, Khơ Mú 14, Mông 10, Ơ Đu 1"),
    "42": (1622, "Chứt 1, Lào 1, Mường 1"),
    "44": (1870, "Bru-Vân Kiều 50, Tà Ôi 10, Chứt 4, Thái 1"),
    "46": (1432, "Tà Ôi 30, Cơ Tu 15, Bru-Vân Kiều 2"),
    "48": (3065, "Cơ Tu 22, Xơ Đăng 15, Giẻ Triêng 8, Co 3, Hoa 2"),
    "51": (2161, "Xơ Đăng 75, Hrê 70, Ba Na 38, Giẻ Triêng 20, Gia Rai 15, Co 18, Thái 4, Mường 4, Rơ Măm 1, Brâu 1"),
    "52": (3583, "Gia Rai 140, Ba Na 65, Chăm 3, Hrê 4, Tày 4, Nùng 4, Mường 2"),
    "56": (2243, "Ra Glai 60, Chăm 32, Ê Đê 3, Cơ Ho 3, Hoa 2, Tày 2, Nùng 2"),
    "66": (3346, "Ê Đê 120, Nùng 26, Tày 18, Mông 12, Mnông 15, Chăm 9, Gia Rai 7, Ba Na 2, Dao 5, Thái 7, Mường 5"),
    "68": (
        3872,
        "Cơ Ho 50, Mnông 14, Mạ 14, Chăm 12, Nùng 14, Tày 10, Hoa 6, Chu Ru 6, Mông 9, Dao 5, Ra Glai 6, Thái 3",
    ),
    "75": (4491, "Hoa 22, Xtiêng 22, Nùng 10, Tày 10, Khmer 6, Chơ Ro 6, Mường 3, Chăm 2, Mnông 3"),
    "79": (14002, "Hoa 30, Khmer 5, Chăm 1, Chơ Ro 1, Tày 1, Nùng 1, Mường 1"),
    "80": (3254, "Khmer 3, Chăm 1, Hoa 1, Tà Ôi 1"),
    "82": (4370, "Hoa 1, Khmer 1"),
    "86": (4257, "Khmer 80, Hoa 4"),
    "91": (4952, "Khmer 60, Hoa 6, Chăm 3"),
    "92": (4199, "Khmer 95, Hoa 16"),
    "96": (2606, "Khmer 40, Hoa 12"),
}
"""Of each of today's provinces by its code: people in thousands, and in thousandths those who are not Kinh."""

SOUTH_FROM = "46"
"""From this province's code on, Kinh names are the southern ones."""

FAITHS_OF = {
    "": "01 50, 02 60, 08 6",
    "37": "01 40, 02 200, 08 1",
    "33": "01 60, 02 90",
    "75": "01 80, 02 200, 05 8, 08 12",
    "80": "01 60, 02 25, 05 180, 03 5",
    "91": "01 120, 03 240, 05 20, 02 25, 10 15, 11 5, 09 3",
    "92": "01 90, 03 60, 02 35, 05 10, 09 4",
    "82": "01 90, 03 70, 05 25, 02 25, 09 5",
}
"""Faith codes in thousandths, by province; who is in none of them has no religion on record."""
FAITHS_OF_PEOPLES = {
    "Khmer": "01 900",
    "Chăm": "13 500, 04 400",
    "Mông": "08 250, 02 10",
    "Ê Đê": "08 350, 02 80",
    "Gia Rai": "08 220, 02 60",
    "Ba Na": "02 400, 08 100",
    "Xơ Đăng": "02 350, 08 80",
    "Cơ Ho": "02 350, 08 300",
    "Mnông": "08 350",
    "Xtiêng": "08 300, 02 150",
    "Hoa": "01 350, 02 20",
}
BLOOD = "O 42, B 30, A 21, AB 6"
OCCUPATIONS = (
    "Nông dân 24, Công nhân 20, Buôn bán 12, Lao động tự do 12, Nhân viên văn phòng 8, Giáo viên 4, Lái xe 4, Thợ xây 4, Kế toán 3, "
    "Kỹ sư 3, Thợ may 3, Nội trợ 5, Y tá 1, Bác sĩ 1, Công chức 2, Viên chức 2, Đầu bếp 1, Bảo vệ 1, Ngư dân 2, Lập trình viên 1"
)
URBAN_STREETS = (
    "Lê Lợi 5, Trần Hưng Đạo 6, Nguyễn Huệ 4, Lý Thường Kiệt 5, Quang Trung 5, Hai Bà Trưng 5, Nguyễn Trãi 5, Lê Duẩn 3, Hùng Vương 5, "
    "Phan Chu Trinh 3, Phan Bội Châu 3, Nguyễn Văn Cừ 3, Lê Hồng Phong 4, Trần Phú 5, Hoàng Diệu 3, Ngô Quyền 4, Bà Triệu 4, "
    "Đinh Tiên Hoàng 3, Lê Thánh Tông 3, Nguyễn Du 3, Võ Thị Sáu 3, Cách Mạng Tháng Tám 3, Điện Biên Phủ 4, Nguyễn Thị Minh Khai 3"
)
HAMLETS_NORTH = (
    "Thôn 1 6, Thôn 2 6, Thôn 3 6, Thôn 4 4, Thôn 5 3, Thôn Đông 3, Thôn Đoài 3, Thôn Trung 3, Thôn Thượng 3, Thôn Hạ 3, Xóm Mới 4, "
    "Xóm Chùa 2, Xóm Đình 2, Xóm 1 3, Xóm 2 3, Xóm 7 2, Thôn Tân Lập 3, Thôn Đồng Tâm 3, Bản Mới 2, Thôn Nà Lầu 1, Khu 3 2, Khu 5 2"
)
HAMLETS_SOUTH = (
    "Ấp 1 6, Ấp 2 6, Ấp 3 5, Ấp 4 4, Ấp Hòa Bình 3, Ấp Tân Lập 3, Ấp Mỹ Hòa 3, Ấp Phú Thạnh 3, Ấp Long Bình 2, Thôn 1 3, Thôn 2 3, "
    "Thôn 6 2, Khóm 1 2, Khóm 3 2, Ấp Vĩnh Lợi 2, Ấp An Hòa 2, Thôn Tân Hòa 2, Ấp Bình Minh 2, Thôn Phước Lộc 2"
)
