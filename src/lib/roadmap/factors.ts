/** The 17 deficits of a school's risk profile that measures answer (domain.md §2.2). */
export interface Factor {
	/** 1 … 17, as papers name it: «Дефицит 3». */
	number: number;
	code: string;
	ru: string;
	en: string;
}

export const factors: readonly Factor[] = [
	{
		number: 1,
		code: 'EQUIPMENT',
		ru: 'Низкий уровень оснащения школы',
		en: 'Poorly equipped school'
	},
	{
		number: 2,
		code: 'STAFF_SHORTAGE',
		ru: 'Дефицит педагогических кадров',
		en: 'Shortage of teachers'
	},
	{
		number: 3,
		code: 'TEACHER_COMPETENCE',
		ru: 'Недостаточная предметная, методическая или психолого-педагогическая компетентность',
		en: 'Insufficient subject, methodical or psychological competence of teachers'
	},
	{
		number: 4,
		code: 'LEADER_MOTIVATION',
		ru: 'Низкая мотивация руководства школы',
		en: 'Low motivation of the school’s leadership'
	},
	{
		number: 5,
		code: 'ASSESSMENT_OBJECTIVITY',
		ru: 'Недостаточная эффективность системы объективной оценки',
		en: 'Weak system of objective assessment'
	},
	{
		number: 6,
		code: 'COLLABORATION',
		ru: 'Недостаточно развитое профессиональное взаимодействие в коллективе',
		en: 'Little professional collaboration among the staff'
	},
	{
		number: 7,
		code: 'STRUGGLING_PUPILS',
		ru: 'Низкая эффективность работы с обучающимися, имеющими трудности в обучении',
		en: 'Weak work with pupils who struggle to learn'
	},
	{
		number: 8,
		code: 'INCLUSION',
		ru: 'Низкое качество адаптации и инклюзии обучающихся с ОВЗ',
		en: 'Weak inclusion of pupils with special needs'
	},
	{
		number: 9,
		code: 'MIGRANTS',
		ru: 'Низкое качество адаптации мигрантов',
		en: 'Weak adaptation of migrant pupils'
	},
	{
		number: 10,
		code: 'LANGUAGE_BARRIER',
		ru: 'Трудности в преодолении языковых и культурных барьеров',
		en: 'Language and cultural barriers'
	},
	{
		number: 11,
		code: 'CAREER_GUIDANCE',
		ru: 'Низкое качество профориентационной работы',
		en: 'Weak career guidance'
	},
	{
		number: 12,
		code: 'SCHOOL_ETHOS',
		ru: 'Проблемы обеспечения благоприятного школьного уклада',
		en: 'School ethos that needs support'
	},
	{
		number: 13,
		code: 'CLIMATE',
		ru: 'Неблагоприятный психологический климат',
		en: 'Unfavourable psychological climate'
	},
	{
		number: 14,
		code: 'TEACHER_ENGAGEMENT',
		ru: 'Низкая вовлечённость учителей в образовательный процесс',
		en: 'Low engagement of teachers'
	},
	{
		number: 15,
		code: 'PUPIL_MOTIVATION',
		ru: 'Низкая учебная мотивация школьников',
		en: 'Low motivation of pupils to learn'
	},
	{
		number: 16,
		code: 'DISCIPLINE',
		ru: 'Низкий уровень дисциплины в классе',
		en: 'Low discipline in class'
	},
	{
		number: 17,
		code: 'PARENTS',
		ru: 'Недостаточная вовлечённость родителей',
		en: 'Low involvement of parents'
	}
];
