/**
 * Names by origin for the invented population: given names of girls and boys, family names. Common knowledge of which names
 * are borne in England; no list of real people went into it. More common ones stand first.
 */
export interface Origin {
  /** Its share of the population, 0 to 1. */
  share: number;
  girls: readonly string[];
  boys: readonly string[];
  families: readonly string[];
  /** How often the two names are written in each other's place, 0 to 1. */
  swapped: number;
  /** Other spellings of the same name in Latin letters. */
  spellings: Readonly<Record<string, readonly string[]>>;
}

const words = (text: string) => text.trim().split(/\s+/);

/** Family names made of an English place, so that most of them are rare, as they are. */
const PLACES = words('Ash Birch Brad Brook Brom Burn Carl Chad Clay Comp Cran Dal Dun East Elm Fair Farn Field Ford Gar Glan Grim Hal Ham Har Hart Hay Heath Hol Horn Hunt Ken Kirk Lang Lin Lock Long Mal Mar Mel Mid Mill Mor New Nor Oak Old Or Pen Pick Pres Rad Red Ring Rock Ros Row Rush Sal San Sel Shaw Shel Sher Sid Stan Stock Strat Sut Swin Tat Thorn Tid Til Tor Wad Wal War Web Wel West Whit Wick Win Wood Wool Wor Yar');
const ENDINGS = words('bourne bridge brook bury by combe cote croft dale den don field ford ham hurst leigh ley low man more stead stone ter thorpe ton ward well wick wood worth');
const RARE = PLACES.flatMap((place) => ENDINGS.map((ending) => place + ending));

export const ORIGINS: Readonly<Record<string, Origin>> = {
  british: {
    share: 0.62,
    girls: words('Olivia Amelia Isla Ava Ivy Freya Lily Florence Mia Willow Rosie Sophia Isabella Grace Daisy Sienna Poppy Elsie Emily Ella Evelyn Phoebe Evie Charlotte Harper Millie Matilda Maya Sofia Alice Isabelle Ruby Scarlett Jessica Lucy Erin Maisie Eleanor Molly Amber Georgia Holly Abigail Imogen Bethany Megan Chloe Hannah Katie Lauren Zara Orla Beatrice Violet Harriet Martha Thea Lola Bonnie Heidi'),
    boys: words('Noah Muhammad George Oliver Leo Arthur Oscar Theodore Archie Freddie Luca Henry Jack Theo Alfie Charlie Harry Jacob Thomas Finley James Rory William Jude Edward Lucas Tommy Max Isaac Joshua Ethan Teddy Reuben Albie Daniel Samuel Benjamin Joseph Alexander Elijah Reggie Mason Louie Toby Dylan Adam Harrison Logan Liam Connor Callum Kieran Nathan Ryan Luke Aaron Cameron Owen Sebastian Hugo'),
    families: [...words('Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Thompson Wright Walker White Edwards Hughes Green Hall Lewis Harris Clarke Patel Jackson Wood Turner Martin Cooper Hill Ward Morris Moore Clark Lee King Baker Harrison Morgan Allen James Scott Phillips Watson Davis Parker Price Bennett Young Griffiths Mitchell Kelly Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Richards Khan Marshall Anderson Simpson Ellis Adams Singh Begum Wilkinson Foster Chapman Powell Webb Rogers Gray Mason Ali Hunt Hussain Campbell Matthews Owen Palmer Holmes Mills Barnes Knight Lloyd Butler Russell Barker Fisher Stevens Jenkins Murray Dixon Harvey'), ...RARE],
    swapped: 0.004,
    spellings: { Isabelle: ['Isobel', 'Isabel'], Sophia: ['Sofia'], Callum: ['Calum'], Finley: ['Finlay'], Rory: ['Ruairi'], Zara: ['Zahra'], Erin: ['Eryn'], Megan: ['Meghan'], Chloe: ['Chloé'] },
  },
  south_asian_muslim: {
    share: 0.1,
    girls: words('Aisha Fatima Maryam Zainab Amina Khadija Safa Hafsa Aaliyah Zahra Sumayyah Inaya Anaya Ayesha Alisha Hiba Iqra Sana Sara Noor Mahnoor Rabia Nadia Samina Farah Rukhsana Shazia Nazia Saima Zoya'),
    boys: words('Muhammad Ibrahim Yusuf Ali Abdullah Hamza Adam Ayaan Zayn Musa Umar Hassan Hussain Ahmed Bilal Zakariya Isa Yahya Haris Usman Imran Tariq Khalid Faisal Kamran Shahid Asif Rashid Nadeem Junaid'),
    families: [...words('Khan Ahmed Ali Hussain Begum Akhtar Mahmood Malik Iqbal Miah Rahman Uddin Shah Hussein Bibi Chowdhury Mirza Sheikh Qureshi Butt Raja Aslam Arshad Javed Ashraf Rafiq Sadiq Saleem Aziz Latif Bashir Younis Yaqub Karim Haque Islam Choudhury Siddiqui Ansari Baig Chaudhry Dar Farooq Ghani Hanif Hayat Ilyas Jamil Kazmi Lodhi Memon Naqvi Pervez Rana Sarwar Tahir Usmani Wahid Yousaf Zaman')],
    swapped: 0.02,
    spellings: { Muhammad: ['Mohammed', 'Mohammad', 'Muhammed', 'Mohamed'], Aisha: ['Ayesha', 'Aysha'], Fatima: ['Fatimah'], Zainab: ['Zaynab'], Yusuf: ['Yousuf', 'Yusef'], Umar: ['Omar'], Usman: ['Osman'], Hussain: ['Hussein', 'Husain'], Ahmed: ['Ahmad'], Hamza: ['Hamzah'], Chowdhury: ['Choudhury', 'Chaudhry'], Mahmood: ['Mahmoud'], Khadija: ['Khadijah'] },
  },
  indian: {
    share: 0.06,
    girls: words('Anya Diya Priya Anika Riya Simran Jasmin Harpreet Kiran Meera Aarya Saanvi Isha Kavya Nisha Pooja Neha Rani Sunita Anjali Avni Tara Leela Rekha Geeta'),
    boys: words('Arjun Rohan Aarav Dev Krish Jaspreet Gurpreet Harpreet Vihaan Veer Aryan Kiran Sanjay Rajesh Amit Ravi Vikram Nikhil Rahul Anil Suresh Mohan Deepak Karan Ishaan'),
    families: words('Patel Singh Kaur Sharma Shah Kumar Gill Dhillon Sandhu Mistry Desai Joshi Chauhan Rai Sidhu Mann Bains Bhatt Grewal Gupta Reddy Nair Iyer Menon Verma Mehta Parmar Solanki Rathod Thakur Dhaliwal Johal Sahota Atwal Basra Panesar Virdee Chahal Dosanjh Kang'),
    swapped: 0.015,
    spellings: { Jasmin: ['Jasmine', 'Yasmin'], Isha: ['Esha'], Diya: ['Dia'], Saanvi: ['Sanvi'], Aarav: ['Arav'] },
  },
  eastern_european: {
    share: 0.07,
    girls: words('Zofia Julia Maja Hanna Lena Alicja Maria Oliwia Amelia Aleksandra Natalia Wiktoria Gabija Emilija Kamila Ioana Andreea Elena Daria Katarzyna'),
    boys: words('Jakub Antoni Jan Szymon Aleksander Filip Franciszek Mikolaj Wojciech Kacper Michal Tomasz Piotr Krzysztof Lukas Andrei Stefan Mihai Dawid Mateusz'),
    families: words('Nowak Kowalski Wisniewski Wojcik Kowalczyk Kaminski Lewandowski Zielinski Szymanski Wozniak Dabrowski Kozlowski Jankowski Mazur Krawczyk Popescu Ionescu Popa Radu Dumitru Stan Georgescu Petrov Ivanov Dimitrov Kazlauskas Petrauskas Balciunas Horvath Nagy Kovacs Novak Svoboda Shevchenko Kovalenko Bondarenko Tkachenko'),
    swapped: 0.01,
    spellings: { Jakub: ['Jacob'], Mikolaj: ['Mikołaj'], Michal: ['Michał', 'Michael'], Lukas: ['Łukasz', 'Lucas'], Wojcik: ['Wójcik'], Wozniak: ['Woźniak'], Dabrowski: ['Dąbrowski'], Zielinski: ['Zieliński'], Wiktoria: ['Victoria'], Oliwia: ['Olivia'], Aleksandra: ['Alexandra'], Aleksander: ['Alexander'], Filip: ['Philip'] },
  },
  african: {
    share: 0.07,
    girls: words('Blessing Grace Chiamaka Ama Adaeze Abena Hodan Fatou Temitope Ngozi Esther Deborah Favour Precious Mercy Halima Hamdi Ifrah Sagal Ayaan Efua Akosua Folake Amara Zuri'),
    boys: words('David Emmanuel Samuel Kwame Chinedu Oluwaseun Kofi Daniel Joshua Abdi Mohamed Emeka Tunde Kwabena Ebenezer Prince Elijah Ayo Babatunde Yaw Abdirahman Liban Mahad Segun Ikenna'),
    families: words('Adeyemi Okafor Mensah Osei Boateng Owusu Asante Appiah Adebayo Ogunleye Okonkwo Eze Nwosu Obi Balogun Mohamed Abdi Hassan Ali Warsame Farah Ahmed Jama Ibrahim Kamara Sesay Bangura Conteh Mutasa Moyo Ndlovu Dube Banda Phiri Mwangi Otieno Kariuki Tesfaye Bekele Gebre Amoah Agyeman Ansah'),
    swapped: 0.02,
    spellings: { Mohamed: ['Mohammed', 'Maxamed'], Oluwaseun: ['Seun'], Temitope: ['Temi'], Chinedu: ['Nedu'], Hodan: ['Hodhan'], Hassan: ['Hasan', 'Xasan'] },
  },
  chinese: {
    share: 0.03,
    girls: words('Mei Ling Xin Yan Li Hui Jing Fang Xiu Ying Jia Wen Yu Qing Na Lan Rui Yue Amy Grace'),
    boys: words('Wei Jun Hao Ming Jian Yi Chen Feng Lei Tao Bo Kai Jie Long Peng Rui Zhi Daniel Kevin Jason'),
    families: words('Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Wong Chan Lee Cheung Lau Ng Leung Tang Lam Ho Nguyen Tran Pham Le Hoang'),
    swapped: 0.08,
    spellings: { Wong: ['Wang', 'Huang'], Chan: ['Chen'], Zhang: ['Cheung'], Ng: ['Wu'], Lau: ['Liu'] },
  },
  irish_and_traveller: {
    share: 0.05,
    girls: words('Aoife Saoirse Niamh Ciara Caoimhe Roisin Sinead Orla Maeve Bridget Margaret Kathleen Mary Eileen Shannon Tiffany Chantelle Nora Grainne Siobhan'),
    boys: words('Sean Conor Cian Padraig Patrick Michael John Martin Francis Miley Eoin Oisin Fionn Declan Cormac Liam Jimmy Bernard Simon Tadhg'),
    families: words('Murphy Kelly O’Sullivan Walsh O’Brien Byrne Ryan O’Connor O’Neill O’Reilly Doyle McCarthy Gallagher Doherty Kennedy Lynch Murray Quinn Moore McLaughlin Ward Connors Doran Maughan Joyce McDonagh Delaney Smith Lee Boswell Price Loveridge Stanley Cash Coyle Cawley Reilly Purcell'),
    swapped: 0.004,
    spellings: { 'Niamh': ['Neve'], 'Caoimhe': ['Keeva'], 'Roisin': ['Róisín'], 'Sinead': ['Sinéad'], 'Sean': ['Seán', 'Shaun'], 'Conor': ['Connor'], 'Bridget': ['Brigid'], 'O’Brien': ['OBrien', 'O Brien'], 'O’Neill': ['ONeill', 'Neill'], 'O’Connor': ['Connor', 'O Connor'], 'McCarthy': ['MacCarthy'], 'Doherty': ['Docherty'] },
  },
};
