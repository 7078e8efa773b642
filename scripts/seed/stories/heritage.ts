import type { Heritage } from './model';

/** First names, family names and languages that go together. All people made of them are invented. */
export interface HeritageNames {
  girls: readonly string[];
  boys: readonly string[];
  women: readonly string[];
  men: readonly string[];
  families: readonly string[];
  ethnicity: string;
  religions: readonly string[];
  language: string;
}

const split = (names: string) => names.split(' ');

export const HERITAGE: Record<Heritage, HeritageNames> = {
  british: {
    girls: split('Poppy Evie Freya Lacey-Mae Isla Scarlett Darcie Ruby Maisie Amelia Ellie-May Connie Tilly Skye Jessica Bonnie Lottie Harriet Faith Millie Lola Paige Summer Erin Hallie Imogen'),
    boys: split('Alfie Tyler Riley Callum Jayden Finley Archie Toby Mason Reece Harvey Logan Billy Jude Kai Ethan Bobby Ted Ronnie Dexter Stanley Caleb Rory Charlie-Joe Spencer Miles'),
    women: split('Kelly Stacey Gemma Leanne Hayley Donna Natalie Kirsty Becky Charlene Jodie Lisa Vicky Sian Tanya Kerry Laura Emma Carly Danielle Samantha Nicola'),
    men: split('Lee Craig Darren Shaun Scott Wayne Gavin Ryan Carl Ashley Dean Jason Stuart Martin Adam Kyle Ricky Mark Luke Nathan Barry Jamie'),
    families: split('Tanner Blyth Cutler Ransome Mayhew Pocock Stannard Larter Hobbs-Dean Gooch Wakelin Fiske Sadd Loveday Vickery Coombes Hext Pascoe Nance Haslam Entwisle Aspin Duckworth Grimshaw Leckie Munnings Thurlow Brand Catchpole Dewing Farrant Gidley Hannaford Luscombe Yelland Beer-Cole'),
    ethnicity: 'White British',
    religions: ['None', 'None', 'Christian', ''],
    language: 'English',
  },
  irish: {
    girls: split('Aoife Róisín Niamh Caoimhe Orla Sadhbh'),
    boys: split('Oisín Cian Darragh Conor Éanna Fionn'),
    women: split('Sinéad Gráinne Bernadette Máire Deirdre Clodagh'),
    men: split('Declan Brendan Pádraig Cormac Eoin Dermot'),
    families: split("O'Dowd McGahern Ní-Bhriain Tierney O'Hanrahan Cusack Mulvey"),
    ethnicity: 'White Irish',
    religions: ['Roman Catholic', 'None'],
    language: 'English',
  },
  welsh: {
    girls: split('Seren Cadi Lleucu Mali Gwenllian Ffion'),
    boys: split('Macsen Gruff Osian Iwan Tomos Elis'),
    women: split('Angharad Nerys Bronwen Siân Lowri Eleri'),
    men: split('Geraint Huw Alun Emyr Rhodri Dafydd'),
    families: split('Prosser Bevan-Rees Gittins Pugh Cadwallader Probert'),
    ethnicity: 'White British',
    religions: ['None', 'Christian'],
    language: 'English',
  },
  south_asian: {
    girls: split('Aaliyah Hafsa Maryam Zainab Inaya Amina Sumayyah Khadija Safa Anaya'),
    boys: split('Ibrahim Zayn Hamza Musa Bilal Rayyan Idris Haroon Adil Umar'),
    women: split('Nasreen Shabana Rukhsana Saima Farzana Samina Tahira Rubina'),
    men: split('Imran Shahid Waqar Nadeem Asif Javed Rashid Zubair'),
    families: split('Qureshi Malik Bashir Siddiqui Chaudhary Mirza Akram Sharif Begum-Ali Dar'),
    ethnicity: 'Pakistani',
    religions: ['Muslim'],
    language: 'Urdu and English',
  },
  punjabi: {
    girls: split('Simran Jasleen Kiran Navpreet Ishika Diya'),
    boys: split('Arjan Gurdev Rohan Harjot Kiaan Manraj'),
    women: split('Baljit Manjit Sunita Rajinder Kavita Meena'),
    men: split('Sukhdev Balraj Vikram Amrit Sanjay Harbir'),
    families: split('Dhillon Bhogal Sandhar Virdee Solanki Parekh'),
    ethnicity: 'Indian',
    religions: ['Sikh', 'Hindu'],
    language: 'Punjabi and English',
  },
  polish: {
    girls: split('Zofia Maja Wiktoria Oliwia Łucja Hania'),
    boys: split('Kacper Szymon Oskar Wojtek Mikołaj Bartek'),
    women: split('Agnieszka Beata Małgorzata Ewelina Jolanta Dorota'),
    men: split('Paweł Krzysztof Sławomir Grzegorz Łukasz Mariusz'),
    families: split('Wójcik Kamińska-Bell Żak Pawlak Gołąb Sikora Dąbek'),
    ethnicity: 'White other',
    religions: ['Roman Catholic', 'None'],
    language: 'Polish',
  },
  romanian: {
    girls: split('Ioana Daria Ștefania Bianca Anca Teodora'),
    boys: split('Matei Luca Rareș Vlad Ionuț Andrei'),
    women: split('Mihaela Elena Loredana Corina Raluca Simona'),
    men: split('Florin Marius Cătălin Dragoș Gheorghe Sorin'),
    families: split('Lupu Munteanu Bălan Crișan Dobre Țurcanu'),
    ethnicity: 'White other',
    religions: ['Orthodox Christian', 'None'],
    language: 'Romanian',
  },
  portuguese: {
    girls: split('Beatriz Inês Leonor Mafalda Íris Lara'),
    boys: split('Tomás Afonso Duarte João Simão Tiago'),
    women: split('Fátima Conceição Sílvia Graça Célia Rita'),
    men: split('Rui Nuno Hélder António Sérgio Paulo'),
    families: split('Conceição-Dias Magalhães Sequeira Falcão Brandão Teles'),
    ethnicity: 'White other',
    religions: ['Roman Catholic', 'None'],
    language: 'Portuguese',
  },
  west_african: {
    girls: split('Ọmọtọla Ama Temiloluwa Adaeze Esi Ngozi'),
    boys: split('Kofi Tobenna Ayodele Kwabena Chukwudi Yaw'),
    women: split('Abena Folake Chiamaka Adwoa Bukola Efua'),
    men: split('Kwesi Babatunde Obinna Kojo Segun Ikenna'),
    families: split('Okonjo Boateng Adébáyò Nwosu Quartey Asante-Poku'),
    ethnicity: 'Black African',
    religions: ['Christian', 'Pentecostal Christian'],
    language: 'English',
  },
  caribbean: {
    girls: split('Tianna Nevaeh Amara-Rose Kadeisha Zuri Chantelle'),
    boys: split('Malachi Tyrell Jerome Kymani Devonte Isaiah'),
    women: split('Marcia Simone Yvonne Latoya Denise Sharice'),
    men: split('Leroy Dwayne Winston Curtis Andre Marlon'),
    families: split('Bramwell St-Louis Gayle Lindo-Clarke Francique Dacosta'),
    ethnicity: 'Black Caribbean',
    religions: ['Christian', 'None'],
    language: 'English',
  },
  somali: {
    girls: split('Hodan Ifrah Sagal Ubah Nimco Hibaaq'),
    boys: split('Abdirahman Liban Mahad Guled Zakariye Bile'),
    women: split('Faduma Sahra Halima Ayaan Khadra Deqa'),
    men: split('Mohamud Farah Ismail Jama Hersi Nur'),
    families: split('Warsame-Ali Dualeh Gelle Samatar Egal Abdille'),
    ethnicity: 'Black African',
    religions: ['Muslim'],
    language: 'Somali',
  },
  kurdish: {
    girls: split('Rojin Avîn Dilan Hêvî Shilan Zelal'),
    boys: split('Azad Rêbîn Karwan Serdar Hemin Aram'),
    women: split('Gulistan Nasrin Perwîn Shirin Berîvan Sakar'),
    men: split('Dara Kawa Sherko Hiwa Rizgar Soran'),
    families: split('Baran Şahin Zangana Rasoul Jaff Hawrami'),
    ethnicity: 'Any other ethnic group (Kurdish)',
    religions: ['Muslim', ''],
    language: 'Kurdish (Sorani)',
  },
  chinese: {
    girls: split('Mei-Lin Jia Xiu Yan-Yi Hui'),
    boys: split('Jun Wei-Han Kai-Ming Zihao Bo'),
    women: split('Li-Hua Ying Siu-Fong Xiaoyan Mei'),
    men: split('Wing-Kit Jianguo Chi-Ho Tao Ming'),
    families: split('Cheung Lau Ho-Barnes Tsang Zhou'),
    ethnicity: 'Chinese',
    religions: ['None', 'Buddhist'],
    language: 'Cantonese and English',
  },
  mixed: {
    girls: split('Aria-Grace Renée Esmé Lyla Zoë Naya'),
    boys: split('Zack Noah-James Théo Leon Remy Jaxon'),
    women: split('Chloë Michelle Tara Natasha Renata Joy'),
    men: split('Anton Marc Elliot Jérôme Trey Omari'),
    families: split('Achebe-Long Fernández Marley-Webb Lim-Curtis Dubois Osei-Hart'),
    ethnicity: 'Mixed or multiple ethnic groups',
    religions: ['None', 'Christian', ''],
    language: 'English',
  },
};
