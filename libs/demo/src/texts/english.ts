import type { Phrasebook } from './phrasebook.ts';

export const ENGLISH: Phrasebook = {
  topics: {
    charged_twice: {
      bad: ['you charged me twice for the same month', 'my card was charged two times for one subscription', 'there are two identical payments on my statement', 'I was billed twice this month', 'the subscription fee was taken twice within a minute', 'a double charge for the app again'],
      ask: ['I see two payments for one month, is one of them a mistake?'],
      good: ['the double charge was returned the same day'],
    },
    payment: {
      bad: ['the payment went through but {course} did not open', 'my card is refused although there is money on it', 'the payment page hangs after the confirmation code', 'no receipt came after I paid', 'the promo code was not applied at checkout'],
      ask: ['can I pay for {course} by bank transfer?', 'where can I download the invoice for {course}?', 'is it possible to pay in two parts?', 'how do I change the card for the subscription?'],
      good: ['paying took ten seconds', 'the receipt came at once'],
    },
    price: {
      bad: ['{course} costs twice as much as anywhere else', 'the price went up right after the trial', 'the subscription is too expensive for what it gives', 'the discount from the letter was not real'],
      ask: ['is there a discount for students?', 'what is included in the price of {course}?', 'how much is the yearly plan?', 'will {course} be on sale soon?'],
      good: ['{course} is worth every cent', 'a fair price for this much material', 'the discount made it an easy decision'],
    },
    quality: {
      bad: ['{course} repeats the same thing for ten lessons', 'the tasks in {course} have nothing to do with the lectures', 'the material in {course} is five years old', 'half of {course} is advertising for other courses', 'the explanations in {course} are impossible to follow'],
      ask: ['is {course} suitable for beginners?', 'how many hours a week does {course} take?', 'what should I know before {course}?', 'does {course} end with a certificate?'],
      good: ['{course} explains hard things simply', 'the tasks in {course} are close to real work', 'I got further in {course} than in a year at college', 'every lesson of {course} is short and to the point'],
    },
    defects: {
      bad: ['the video of the third lesson stops every minute', 'there is no sound in the last lesson of {course}', 'the homework form loses my answer', 'the subtitles do not match the video', 'the files of {course} cannot be downloaded'],
      ask: ['the player shows a grey square, what should I try?', 'is there another link to the files of {course}?'],
      good: ['the new player works without a hitch', 'the files finally open on my old laptop'],
    },
    account: {
      bad: ['I cannot sign in since yesterday', 'the password letter never comes', 'my progress in {course} is gone', 'my account was merged with someone else’s', 'I cancelled, and the letters still come'],
      ask: ['how do I change my e-mail?', 'can I move my courses to another account?', 'how do I delete my account?', 'can two people use one account?'],
      good: ['moving my courses to the new account took a minute'],
    },
    app: {
      bad: ['the app crashes when I open a lesson', 'the app drains the battery in an hour', 'after the update the app forgets my place', 'notifications come at three in the morning', 'offline lessons disappear from the app'],
      ask: ['does the app work offline?', 'will there be a version for tablets?', 'how do I turn the reminders off?'],
      good: ['the app remembers where I stopped', 'I study on the train thanks to the app', 'the app became much faster'],
    },
    service: {
      bad: ['nobody answers me for the third day', 'support sends the same ready-made answer again and again', 'I was promised a call and nobody called', 'the chat closed while I was typing'],
      ask: ['what are the hours of your support?', 'whom can I ask about {course}?'],
      good: ['support answered in five minutes', 'the problem was solved before I finished my tea', 'a very kind answer from support'],
    },
    returns: {
      bad: ['the refund for {course} has not come for two weeks', 'you refuse to return the money although I did not start', 'the refund was smaller than I paid'],
      ask: ['how do I return {course}?', 'how long does a refund take?', 'can I swap {course} for another course?'],
      good: ['the refund came the next day without questions'],
    },
    staff: {
      bad: ['the teacher of {course} is rude to beginners', 'homework has waited for a check for eight days', 'the tutor answers with one word', 'the live class was cancelled five minutes before'],
      ask: ['who checks the homework in {course}?', 'can I ask for another tutor?', 'when is the next live class of {course}?'],
      good: ['the teacher of {course} is wonderful', 'the tutor wrote a whole page about my homework', 'live classes are the best part of {course}'],
    },
    feature_request: {
      bad: ['there is still no dark theme', 'it is absurd that speed cannot be changed in the player'],
      ask: ['could you add a dark theme?', 'please let us download notes as a file', 'it would help to see progress by week', 'can you add reminders for homework?', 'a search inside lessons would be great'],
      good: ['the new notes are just what I asked for', 'thanks for adding the speed button'],
    },
    other: {
      bad: ['too many letters from you', 'the start of {course} was moved without a word'],
      ask: ['do you have courses for companies?', 'can I give {course} as a present?', 'is there a group chat of students?'],
      good: ['recommended you to my colleagues', 'found a new job thanks to {course}', 'the whole family studies with you now'],
    },
  },
  frames: {
    1: {
      openers: ['This is outrageous:', 'Terrible.', 'I am furious:', 'What a disgrace,', 'Worst service ever:', 'Enough!', 'Absolutely unacceptable:', 'I have never seen anything like it:'],
      closers: ['I want my money back right now.', 'Never again.', 'I am cancelling everything.', 'I will tell everyone to stay away.', 'Shame on you!', 'This is a scam.', 'I am leaving for good.', 'Horrible experience.'],
    },
    2: {
      openers: ['Unfortunately,', 'I am disappointed:', 'Not happy:', 'Again the same problem:', 'Sorry, but', 'It is annoying that', 'I expected more:', 'Bad news:'],
      closers: ['Please fix it.', 'I hope you sort this out.', 'It really spoils the impression.', 'I am thinking of stopping.', 'This should not happen.', 'Not what I paid for.', 'Please do something.', ''],
    },
    3: {
      openers: ['Hello,', 'Hi!', 'Good afternoon,', 'A question:', 'Hi there,', 'Good evening.', 'Tell me, please:', ''],
      closers: ['Thanks in advance.', 'Waiting for your answer.', 'Thank you.', '', 'Just asking.', 'Regards.', '', ''],
    },
    4: {
      openers: ['Thank you,', 'Nice:', 'Good work:', 'Pleasantly surprised:', 'I like that', 'A good impression:', 'Glad to say', 'All is well:'],
      closers: ['Keep it up.', 'I will continue.', 'Good job.', 'Small things aside, I am satisfied.', 'Happy with it.', 'I would recommend it.', '', 'Thanks!'],
    },
    5: {
      openers: ['Absolutely love it!', 'Brilliant!', 'Fantastic:', 'The best I have tried:', 'Wow,', 'Huge thanks!', 'Amazing:', 'I am delighted:'],
      closers: ['Thank you so much!!!', 'The best choice this year.', 'Five stars.', 'I recommend you to everyone!', 'You are wonderful.', 'Could not be happier.', 'Perfect ❤️', 'Bravo!'],
    },
  },
};
